import { StageOf } from "./stage.tsx";
import { Logo } from "./logo.tsx";
import { useScene, type Scene } from "./route.ts";
import { ThemeSwitch, useTheme } from "./theme-switch.tsx";

const names: Readonly<Record<Scene, string>> = { webhooks: "GitHub webhooks", flood: "Flood" };

/** The shell: which scene, which theme, and the scene itself. */
export function App() {
  const scene = useScene();
  const [theme, setTheme] = useTheme();
  return (
    <>
      <header className="shell-head">
        <a className="brand" href="#webhooks">
          <Logo /> eventdeck
        </a>
        <nav className="scenes" aria-label="Scenes">
          {Object.entries(names).map(([name, title]) => (
            <a key={name} href={`#${name}`} aria-current={name === scene ? "page" : undefined}>
              {title}
            </a>
          ))}
        </nav>
        <ThemeSwitch theme={theme} onTheme={setTheme} />
      </header>
      <StageOf key={scene} scene={scene} theme={theme} />
    </>
  );
}
