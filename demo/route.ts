import { useSyncExternalStore } from "react";
import { scenes, type SceneEntry } from "./scenes.ts";

/** What of a scene is in front. A wide screen shows the scene always, and the code beside it when that is asked for. */
export const views = ["scene", "code"] as const;
export type View = (typeof views)[number];

export interface Route {
  readonly scene: SceneEntry;
  readonly view: View;
}

/** The scene and the view that the address asks for: `#shop`, `#shop/code`. The first ones when it asks for none. */
export function useRoute(): Route {
  return routeOf(useSyncExternalStore(subscribe, () => location.hash));
}

export function addressOf(scene: SceneEntry, view: View = "scene"): string {
  return view === "scene" ? `#${scene.name}` : `#${scene.name}/${view}`;
}

function routeOf(hash: string): Route {
  const [name, view] = hash.slice(1).split("/");
  const scene = scenes.find((each) => each.name === name) ?? scenes[0];
  if (scene === undefined) throw new Error("The demo has no scenes.");
  return { scene, view: views.find((each) => each === view) ?? "scene" };
}

function subscribe(listener: () => void): () => void {
  addEventListener("hashchange", listener);
  return () => removeEventListener("hashchange", listener);
}
