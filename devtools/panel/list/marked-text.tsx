interface MarkedTextProps {
  readonly text: string;
  /** What is looked for; empty for nothing. */
  readonly wanted: string;
}

/** A text of any direction that keeps to itself, with what is looked for marked in it. */
export function MarkedText({ text, wanted }: MarkedTextProps) {
  const at = wanted === "" ? -1 : text.toLowerCase().indexOf(wanted.toLowerCase());
  if (at < 0) return <bdi>{text}</bdi>;
  return (
    <bdi>
      {text.slice(0, at)}
      <mark>{text.slice(at, at + wanted.length)}</mark>
      {text.slice(at + wanted.length)}
    </bdi>
  );
}
