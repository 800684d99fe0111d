import { useEffect, useRef, type ReactElement } from "react";
import { mount, type Mounted } from "./mount.ts";
import type { DevtoolsOptions } from "./options.ts";

/** What of the panel there is to choose when TanStack Devtools give it its place. */
export type EventdeckPluginOptions = Pick<DevtoolsOptions, "bus" | "openInEditor" | "styleNonce" | "preserve">;

/** A plugin as `@tanstack/react-devtools` takes it. */
export interface EventdeckPlugin {
  readonly id: string;
  readonly name: string;
  readonly render: (element: HTMLElement, props: { readonly theme: "light" | "dark" }) => ReactElement;
}

/**
 * The panel as a plugin of TanStack Devtools.
 *
 * @example
 * <TanStackDevtools plugins={[eventdeckPlugin({ bus })]} />
 */
export function eventdeckPlugin(options: EventdeckPluginOptions = {}): EventdeckPlugin {
  return { id: "eventdeck", name: "Eventdeck", render: (_, { theme }) => <PluginPanel options={options} theme={theme} /> };
}

function PluginPanel({ options, theme }: { readonly options: EventdeckPluginOptions; readonly theme: "light" | "dark" }) {
  const place = useRef<HTMLDivElement>(null);
  const mounted = useRef<Mounted>(undefined);
  const latestTheme = useRef(theme);
  useEffect(() => {
    if (!place.current) return;
    const made = mount({ ...options, target: place.current });
    mounted.current = made;
    made.panel.setTheme(latestTheme.current);
    return () => made.unmount();
  }, [options]);
  useEffect(() => {
    latestTheme.current = theme;
    mounted.current?.panel.setTheme(theme);
  }, [theme]);
  return <div ref={place} style={{ height: "100%", minHeight: 240 }} />;
}
