import { useState } from "react";
import { filterTerm, type HealthState, type TypeColumn, type TypeLine, healthOf, visibleText } from "../../model/index.ts";
import { Scrolling } from "./health-bus.tsx";
import { measured } from "./health-text.ts";
import { count } from "../numbers.ts";
import { usePanel } from "../panel-context.ts";

const columns: readonly { readonly column: TypeColumn; readonly name: string }[] = [
  { column: "type", name: "Type" },
  { column: "emitted", name: "Emitted" },
  { column: "delivered", name: "Delivered" },
  { column: "failed", name: "Failed" },
  { column: "p50", name: "Handling p50" },
  { column: "p95", name: "p95" },
  { column: "p99", name: "p99" },
  { column: "max", name: "Longest" },
];
const shownAtFirst = 50;

/** How long handlers take, by type. */
export function TypesCard({ state: { types, sort } }: { readonly state: HealthState }) {
  const { deck } = usePanel();
  const [most, setMost] = useState(shownAtFirst);
  return (
    <section className="card wide" aria-label="Handling by type">
      <h3>
        Handling by type <span className="muted">{count(types.length)}</span>
      </h3>
      <Scrolling label="Handling by type">
        <table className="numbers">
          <thead>
            <tr>
              {columns.map(({ column, name }) => (
                <th key={column} scope="col" aria-sort={sort.column === column ? (sort.descending ? "descending" : "ascending") : "none"}>
                  <button type="button" onClick={() => healthOf(deck).sortBy(column)}>
                    {name}
                    {sort.column === column ? (sort.descending ? " ↓" : " ↑") : ""}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {types.slice(0, most).map((line) => (
              <Line key={line.type} line={line} />
            ))}
          </tbody>
        </table>
      </Scrolling>
      {types.length === 0 && <p className="muted">Nothing was emitted in this time.</p>}
      {types.length > most && (
        <button type="button" className="link" onClick={() => setMost(most + 500)}>
          {count(types.length - most)} more types
        </button>
      )}
    </section>
  );
}

function Line({ line: { type, emitted, delivered, failed, handlingMs } }: { readonly line: TypeLine }) {
  const { deck, panel } = usePanel();
  const show = () => {
    panel.go("events");
    deck.events.filter(filterTerm("type", type));
  };
  return (
    <tr>
      <th scope="row">
        <button type="button" className="link mono" title="Show its events" onClick={show}>
          {visibleText(type)}
        </button>
      </th>
      <td>{count(emitted)}</td>
      <td>{count(delivered)}</td>
      <td className={failed > 0 ? "bad" : undefined}>{count(failed)}</td>
      <td>{measured(handlingMs.p50, handlingMs)}</td>
      <td>{measured(handlingMs.p95, handlingMs)}</td>
      <td>{measured(handlingMs.p99, handlingMs)}</td>
      <td>{measured(handlingMs.max, handlingMs)}</td>
    </tr>
  );
}
