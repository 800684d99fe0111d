import { useEffect, useState } from "react";
import { errorText, type Work } from "../../model/index.ts";
import { copyText } from "../clipboard.ts";
import { icons } from "../icons.tsx";
import { seldomIcons } from "../seldom-icons.tsx";

interface CopyButtonProps {
  /** What is copied, said aloud. */
  readonly what: string;
  /** Made when it is asked for, since a payload may be large. */
  readonly text: () => string | Work<string>;
  /** For buttons that a tree or grid takes the keys for. @default 0 */
  readonly tabIndex?: number;
}

type Result = { readonly done: true } | { readonly done: false; readonly why: string };

/** Copies a text, and says whether it worked. */
export function CopyButton({ what, text, tabIndex }: CopyButtonProps) {
  const [result, setResult] = useState<Result>();
  useEffect(() => {
    if (!result) return;
    const timer = setTimeout(() => setResult(undefined), 1_500);
    return () => clearTimeout(timer);
  }, [result]);
  const copy = (near: HTMLElement) => {
    // The browser refuses where the document has no focus.
    copyText(near, text()).then(
      () => setResult({ done: true }),
      (error: unknown) => setResult({ done: false, why: errorText(error) }),
    );
  };
  const label = !result ? `Copy ${what}` : result.done ? `Copied ${what}` : `Could not copy ${what}: ${result.why}`;
  return (
    <button type="button" className="icon-button" tabIndex={tabIndex} onClick={(event) => copy(event.currentTarget)} title={label} aria-label={label}>
      {!result ? seldomIcons.copy : result.done ? icons.check : icons.cross}
    </button>
  );
}
