import type { KeyboardEvent } from "react";

export const detailTabs = ["Payload", "Deliveries", "Envelope"] as const;
export type DetailTab = (typeof detailTabs)[number];

interface DetailTabsProps {
  readonly tab: DetailTab;
  readonly onTab: (tab: DetailTab) => void;
}

/** The rooms of the detail; arrow keys go from one to the next. */
export function DetailTabs({ tab, onTab }: DetailTabsProps) {
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const next = detailTabs[(detailTabs.indexOf(tab) + step + detailTabs.length) % detailTabs.length];
    if (step === 0 || !next) return;
    onTab(next);
    const { parentElement } = event.currentTarget;
    parentElement?.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  };
  return (
    <div className="detail-tabs" role="tablist" aria-label="Detail">
      {detailTabs.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={`tab-${name}`}
          aria-selected={name === tab}
          aria-controls="detail-body"
          tabIndex={name === tab ? 0 : -1}
          className="detail-tab"
          onClick={() => onTab(name)}
          onKeyDown={onKeyDown}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
