import { useCallback, useMemo, useState, type Ref } from "react";

const names = [
  ...(["paper", "raised", "ink", "muted", "line", "line-strong", "accent", "fail", "wait", "string", "number", "other"] as const),
  ...(["lane-immediate", "lane-normal", "lane-deferred"] as const),
] as const;

/** The panel's colours as a canvas takes them. */
export type StripColours = Readonly<Record<(typeof names)[number], string>>;

/**
 * Carries the style sheet's colours to a canvas, which knows no `var()` and no `light-dark()`: an element for each, whose colour the
 * browser works out. Each has a transition of no length, whose end tells of any change, whatever made it: theme, system, forced colours.
 */
export function StripColourProbes({ probes, onChange }: { readonly probes: Ref<HTMLDivElement>; readonly onChange: () => void }) {
  return (
    <div ref={probes} className="strip-probes" aria-hidden="true" onTransitionEnd={onChange}>
      {names.map((name) => (
        <i key={name} data-colour={name} />
      ))}
    </div>
  );
}

interface ProbedColours {
  readonly colours: StripColours | undefined;
  readonly font: string;
  readonly probes: Ref<HTMLDivElement>;
  readonly onChange: () => void;
}

/** What the probes show, once they are there, and what has to be handed to them. Read then only: asking for a style makes the browser work out all that has changed. */
export function useStripColours(): ProbedColours {
  const [probes, setProbes] = useState<HTMLDivElement | null>(null);
  const [changes, setChanges] = useState(0);
  const onChange = useCallback(() => setChanges((before) => before + 1), []);
  const colours = useMemo(() => (changes >= 0 && probes ? coloursOf(probes) : undefined), [probes, changes]);
  const font = useMemo(() => probes?.ownerDocument.defaultView?.getComputedStyle(probes).fontFamily ?? "sans-serif", [probes]);
  return { colours, font, probes: setProbes, onChange };
}

function coloursOf(probes: HTMLElement): StripColours | undefined {
  const view = probes.ownerDocument.defaultView;
  if (!view) return undefined;
  const colourOf = (name: string) => {
    const probe = probes.querySelector(`[data-colour="${name}"]`);
    return probe ? view.getComputedStyle(probe).color : "";
  };
  return {
    paper: colourOf("paper"),
    raised: colourOf("raised"),
    ink: colourOf("ink"),
    muted: colourOf("muted"),
    line: colourOf("line"),
    "line-strong": colourOf("line-strong"),
    accent: colourOf("accent"),
    fail: colourOf("fail"),
    wait: colourOf("wait"),
    string: colourOf("string"),
    number: colourOf("number"),
    other: colourOf("other"),
    "lane-immediate": colourOf("lane-immediate"),
    "lane-normal": colourOf("lane-normal"),
    "lane-deferred": colourOf("lane-deferred"),
  };
}
