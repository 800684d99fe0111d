import { useEffect, useState } from "react";
import { icons } from "./icons.tsx";

interface CopyButtonProps {
  /** What is copied, said aloud. */
  readonly what: string;
  /** Made when it is asked for, since a payload may be large. */
  readonly text: () => string;
}

/** Copies a text, and says whether it worked. */
export function CopyButton({ what, text }: CopyButtonProps) {
  const [result, setResult] = useState<"copied" | "refused">();
  useEffect(() => {
    if (!result) return;
    const timer = setTimeout(() => setResult(undefined), 1_500);
    return () => clearTimeout(timer);
  }, [result]);
  const copy = () => {
    // Absent on pages without a secure context; refused where the document has no focus.
    const writing = navigator.clipboard?.writeText(text()) ?? Promise.reject(new Error("no clipboard"));
    writing.then(
      () => setResult("copied"),
      () => setResult("refused"),
    );
  };
  const label = result === "copied" ? `Copied ${what}` : result === "refused" ? `The browser refused to copy ${what}` : `Copy ${what}`;
  return (
    <button type="button" className="icon-button" onClick={copy} title={label} aria-label={label}>
      {result === "copied" ? icons.check : result === "refused" ? icons.cross : icons.copy}
    </button>
  );
}
