import type { KeyboardEvent } from "react";
import { detailTabs, type DetailTab } from "../../model/index.ts";

interface DetailTabsProps {
  readonly tab: DetailTab;
  readonly onTab: (tab: DetailTab) => void;
}

/** The rooms of the detail; arrow keys go from one to the next. */
export function DetailTabs({ tab, onTab }: DetailTabsProps) {
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const next = nextTab(tab, event.key);
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    onTab(next);
    event.currentTarget.parentElement?.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  };
  return (
    <div className="detail-tabs" role="tablist" aria-label="Detail">
      {detailTabs.map((name, index) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={`tab-${name}`}
          aria-selected={name === tab}
          aria-controls="detail-body"
          tabIndex={name === tab ? 0 : -1}
          className="detail-tab"
          title={`${name} (${index + 1})`}
          onClick={() => onTab(name)}
          onKeyDown={onKeyDown}
        >
          {name}
        </button>
      ))}
    </div>
  );
}

function nextTab(tab: DetailTab, key: string): DetailTab | undefined {
  const at = detailTabs.indexOf(tab);
  if (key === "ArrowRight") return detailTabs[(at + 1) % detailTabs.length];
  if (key === "ArrowLeft") return detailTabs.at(at - 1);
  if (key === "Home") return detailTabs[0];
  return key === "End" ? detailTabs.at(-1) : undefined;
}
