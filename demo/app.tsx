import { lazy, Suspense, useEffect, useRef, useState, type MouseEvent } from "react";
import { BusDevtools, type Inset } from "eventdeck/devtools/production";
import { Logo } from "./logo.tsx";
import { addressOf, useRoute } from "./route.ts";
import { scenes, type SceneEntry } from "./scenes.ts";
import { ThemeSwitch, useTheme } from "./theme-switch.tsx";
import { ViewLinks } from "./view-links.tsx";

// With what colours it, nothing that the scenes need.
const SourceView = lazy(async () => ({ default: (await import("./source-view.tsx")).SourceView }));

/** The shell: which scene, which view of it, which theme, and the scene itself. */
export function App() {
  const { scene, view } = useRoute();
  const [theme, setTheme] = useTheme();
  const arrived = useArrival(scene);
  const [inset, setInset] = useState<Inset>({ bottom: 0, right: 0 });
  return (
    <>
      <BusDevtools theme={theme} initiallyOpen={roomy()} shortcut="Ctrl+Shift+E" onInset={setInset} />
      <a className="skip-link" href="#main" onClick={skip}>
        Skip to the scene
      </a>
      <div className="shell" data-panel={inset.bottom + inset.right > 0 ? "docked" : "away"} style={{ paddingBottom: inset.bottom, paddingRight: inset.right }}>
        <header className="shell-head">
          <a className="brand" href={addressOf(scenes[0] ?? scene)}>
            <Logo /> <span>eventdeck</span>
          </a>
          <nav className="scenes" aria-label="Scenes">
            {scenes.map((each) => (
              <a key={each.name} href={addressOf(each)} aria-current={each === scene ? "page" : undefined}>
                {each.title}
              </a>
            ))}
          </nav>
          <ViewLinks scene={scene} view={view} />
          <ThemeSwitch theme={theme} onTheme={setTheme} />
        </header>
        <main className="stage" id="main" data-view={view} aria-label={scene.title} tabIndex={-1}>
          {view === "code" && <h1 className="view-title">Code of {scene.title}</h1>}
          <Suspense fallback={<Loading />}>
            <scene.Stage key={scene.name} name={scene.name} onShown={arrived} />
          </Suspense>
          {view === "code" && (
            <Suspense fallback={<section className="source" aria-busy="true" aria-label={`Code of ${scene.title}`} />}>
              <SourceView key={scene.name} scene={scene} />
            </Suspense>
          )}
        </main>
      </div>
    </>
  );
}

// The same places as a stage has, so that nothing moves when it comes.
function Loading() {
  return (
    <div className="scene" aria-busy="true">
      <h1 className="visually-hidden">Loading …</h1>
    </div>
  );
}

// Where the panel would leave the scene no room, it waits behind its button.
function roomy(): boolean {
  return window.innerWidth >= 700 && window.innerHeight >= 600;
}

/**
 * Names the page after its scene. A scene that was changed to takes the focus when it is shown, so that a keyboard goes on there and a
 * screen reader says where it is.
 */
function useArrival(scene: SceneEntry): () => void {
  const last = useRef(scene);
  useEffect(() => {
    document.title = `${scene.title} · eventdeck`;
  }, [scene]);
  return () => {
    if (last.current !== scene) focusMain();
    last.current = scene;
  };
}

// Not by the address, which says what scene it is.
function skip(event: MouseEvent): void {
  event.preventDefault();
  focusMain();
}

function focusMain(): void {
  document.querySelector("main")?.focus({ preventScroll: true });
}
