import { lazy, Suspense, useEffect, useRef, type MouseEvent, type ReactNode } from "react";
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
  const links = <ViewLinks scene={scene} view={view} />;
  return (
    <>
      <a className="skip-link" href="#main" onClick={skip}>
        Skip to the scene
      </a>
      <header className="shell-head">
        <a className="brand" href={addressOf(scenes[0] ?? scene)}>
          <Logo /> eventdeck
        </a>
        <nav className="scenes" aria-label="Scenes">
          {scenes.map((each) => (
            <a key={each.name} href={addressOf(each)} aria-current={each === scene ? "page" : undefined}>
              {each.title}
            </a>
          ))}
        </nav>
        <ThemeSwitch theme={theme} onTheme={setTheme} />
      </header>
      <main className="stage" id="main" data-view={view} aria-label={scene.title} tabIndex={-1}>
        <h1 className="view-title">{view === "code" ? `Code of ${scene.title}` : `Events of ${scene.title}`}</h1>
        <Suspense fallback={<Loading>{links}</Loading>}>
          <scene.Stage key={scene.name} theme={theme} onShown={arrived}>
            {links}
          </scene.Stage>
        </Suspense>
        {view === "code" && (
          <Suspense fallback={<section className="source" aria-busy="true" aria-label={`Code of ${scene.title}`} />}>
            <SourceView key={scene.name} scene={scene} />
          </Suspense>
        )}
      </main>
    </>
  );
}

// The same places as a stage has, so that nothing moves when it comes.
function Loading({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <div className="scene" aria-busy="true">
        <h1 className="visually-hidden">Loading …</h1>
      </div>
      {children}
      <div className="dock" />
    </>
  );
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
