import { useSyncExternalStore } from "react";

export const scenes = ["webhooks", "flood"] as const;
export type Scene = (typeof scenes)[number];

/** The scene that the address asks for; the first one when it asks for none. */
export function useScene(): Scene {
  return useSyncExternalStore(subscribe, () => scenes.find((scene) => location.hash === `#${scene}`) ?? scenes[0]);
}

function subscribe(listener: () => void): () => void {
  addEventListener("hashchange", listener);
  return () => removeEventListener("hashchange", listener);
}
