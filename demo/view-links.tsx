import { addressOf, views, type View } from "./route.ts";
import type { SceneEntry } from "./scenes.ts";

const titles: Readonly<Record<View, string>> = { scene: "Scene", code: "Code" };

/** The scene alone, or its code beside it; on a phone one of the two. */
export function ViewLinks({ scene, view }: { readonly scene: SceneEntry; readonly view: View }) {
  return (
    <nav className="views" aria-label="What is shown">
      {views.map((each) => (
        <a key={each} href={addressOf(scene, each)} data-view={each} aria-current={each === view ? "true" : undefined}>
          {titles[each]}
        </a>
      ))}
    </nav>
  );
}
