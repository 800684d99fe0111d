import { type DeckModel, formatMs, gapChoices, type ReplayDeckState } from "../../model/index.ts";
import type { MenuItem } from "../menu/menu.tsx";

/** How the deck can play: its gaps, what becomes of consequences, and a reload of the page. */
export function playItems(deck: DeckModel, state: ReplayDeckState): readonly MenuItem[] {
  return [...gapItems(deck, state), ...modeItems(deck, state), ...reloadItems(deck, state)];
}

function gapItems({ replay }: DeckModel, { shortenGaps, maxGapMs }: ReplayDeckState): readonly MenuItem[] {
  const shorten: MenuItem = { label: "Shorten gaps", checked: shortenGaps, keepOpen: true, onSelect: () => replay.set({ shortenGaps: !shortenGaps }) };
  const choices = gapChoices.map((choice): MenuItem => ({
    label: `to ${formatMs(choice)} at most`,
    checked: choice === maxGapMs,
    disabled: !shortenGaps,
    keepOpen: true,
    onSelect: () => replay.set({ maxGapMs: choice }),
  }));
  return [shorten, ...choices];
}

function reloadItems({ reload, replay, target: { log } }: DeckModel, { playhead }: ReplayDeckState): readonly MenuItem[] {
  if (!reload.possible) return [];
  const position = playhead ?? replay.sources.selected().at(-1) ?? log.lastPosition;
  return [
    {
      label: "Reload the page and replay to here",
      hint: `#${position}`,
      separator: true,
      disabled: log.size === 0,
      onSelect: () => void reload.reloadTo(position),
    },
  ];
}

function modeItems({ replay }: DeckModel, { mode, emissions, status, stateless }: ReplayDeckState): readonly MenuItem[] {
  if (mode === "look") {
    const hint = stateless ? "no projection" : undefined;
    return [
      { label: "Previous change of a state", hint, disabled: stateless, separator: true, onSelect: () => void replay.toChange("back") },
      { label: "Next change of a state", hint, disabled: stateless, onSelect: () => void replay.toChange("forward") },
    ];
  }
  const disabled = status === "playing" || status === "paused";
  return [
    {
      label: "Hold back what handlers emit",
      hint: "recorded consequences play",
      checked: emissions === "suppress",
      disabled,
      separator: true,
      keepOpen: true,
      onSelect: () => replay.set({ emissions: "suppress" }),
    },
    {
      label: "Deliver what handlers emit",
      hint: "recorded consequences are left out",
      checked: emissions === "rerun",
      disabled,
      keepOpen: true,
      onSelect: () => replay.set({ emissions: "rerun" }),
    },
  ];
}
