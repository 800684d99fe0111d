import { addressOf, views, type View } from "./route.ts";
import type { SceneEntry } from "./scenes.ts";

const titles: Readonly<Record<View, string>> = { scene: "Scene", events: "Deck", code: "Code" };

/** What is in front. On a phone a bar at the thumb; beside a scene the heads of the two panes. */
export function ViewLinks({ scene, view }: { readonly scene: SceneEntry; readonly view: View }) {
  return (
    <nav className="views" aria-label="Views">
      {views.map((each) => (
        <a key={each} href={addressOf(scene, each)} data-view={each} aria-current={each === view ? "true" : undefined}>
          {titles[each]}
        </a>
      ))}
    </nav>
  );
}
