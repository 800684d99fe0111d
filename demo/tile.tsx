interface TileProps {
  readonly name: string;
  readonly value: number | string;
  readonly note: string;
  readonly tone?: "bad" | "replay";
}

/** A figure among others, in a list of terms. */
export function Tile({ name, value, note, tone }: TileProps) {
  return (
    <div className="tile" data-tone={tone}>
      <dt>{name}</dt>
      <dd>
        <span className="tile-value">{value}</span>
        <span className="tile-note">{note}</span>
      </dd>
    </div>
  );
}
