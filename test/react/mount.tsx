import { act, Component, type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { onTestFinished, vi } from "vitest";

// Tells React that it need not wait for the page: `act` says when all is to be done.
Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

/** Renders into the page until the test ends. What React complains of fails the test. */
export function mount(element: ReactNode) {
  const container = addContainer();
  const complaints = watchConsole();
  const root = createRoot(container);
  const render = (next: ReactNode) => act(() => root.render(next));
  const unmount = () => act(() => root.unmount());
  onTestFinished(() => {
    unmount();
    if (complaints.length > 0) throw new Error(complaints.join("\n"));
  });
  render(element);
  return { container, render, unmount, complaints, text: () => container.textContent };
}

/** The same for a tree whose boundary catches an error, which React writes to the console all the same. */
export function mountCatching(element: ReactNode) {
  // React 18 hands every error to the window too, and asks there whether to be quiet.
  const silence = (event: ErrorEvent) => event.preventDefault();
  window.addEventListener("error", silence);
  onTestFinished(() => window.removeEventListener("error", silence));
  const { complaints, ...mounted } = mount(<Boundary>{element}</Boundary>);
  onTestFinished(() => void complaints.splice(0));
  return mounted;
}

/** An element of the page for the time of a test. */
export function addContainer(): HTMLElement {
  const container = document.createElement("div");
  document.body.append(container);
  onTestFinished(() => container.remove());
  return container;
}

/** What is written to the console as an error or warning until the test ends. */
export function watchConsole(): string[] {
  const written: string[] = [];
  for (const method of ["error", "warn"] as const) {
    const spy = vi.spyOn(console, method).mockImplementation((...words) => written.push(words.map(String).join(" ")));
    onTestFinished(() => spy.mockRestore());
  }
  return written;
}

/** As most applications render: effects run twice when a component mounts. */
export function strictly(element: ReactNode): ReactNode {
  return <StrictMode>{element}</StrictMode>;
}

/** Shows what a component below it threw. */
class Boundary extends Component<{ readonly children: ReactNode }, { readonly error?: Error }> {
  override readonly state: { readonly error?: Error } = {};
  static getDerivedStateFromError(error: Error): { readonly error: Error } {
    return { error };
  }
  override render(): ReactNode {
    return this.state.error ? `caught: ${this.state.error.message}` : this.props.children;
  }
}
