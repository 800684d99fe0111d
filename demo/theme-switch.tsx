import { useEffect, useState } from "react";
import type { Theme } from "eventdeck/devtools";

const themes: readonly { readonly theme: Theme; readonly name: string; readonly path: string }[] = [
  { theme: "system", name: "As the system", path: "M2.5 3.5h11v7h-11zM6 13.5h4M8 10.5v3" },
  {
    theme: "light",
    name: "Light",
    path: "M8 5.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6M8 1.5v1.2M8 13.3v1.2M1.5 8h1.2M13.3 8h1.2M3.4 3.4l.9.9M11.7 11.7l.9.9M3.4 12.6l.9-.9M11.7 4.3l.9-.9",
  },
  { theme: "dark", name: "Dark", path: "M13.5 9.5A5.8 5.8 0 0 1 6.5 2.5a5.8 5.8 0 1 0 7 7Z" },
];

/** The chosen theme, put on the document so that every colour follows. */
export function useTheme(): readonly [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState<Theme>("system");
  useEffect(() => {
    document.documentElement.dataset["theme"] = theme;
  }, [theme]);
  return [theme, setTheme];
}

export function ThemeSwitch({ theme, onTheme }: { readonly theme: Theme; readonly onTheme: (theme: Theme) => void }) {
  return (
    <div className="theme-switch" role="radiogroup" aria-label="Theme">
      {themes.map((choice) => (
        <label key={choice.theme} className="theme-choice" title={choice.name}>
          <input
            type="radio"
            name="theme"
            className="visually-hidden"
            checked={choice.theme === theme}
            onChange={() => onTheme(choice.theme)}
            aria-label={choice.name}
          />
          <svg
            width="16"
            height="16"
            viewBox="0 0 16 16"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.5"
            strokeLinecap="round"
            strokeLinejoin="round"
            aria-hidden="true"
          >
            <path d={choice.path} />
          </svg>
        </label>
      ))}
    </div>
  );
}
