import type { DeckModel, Hearer } from "../../model/index.ts";
import type { MenuItem } from "../menu/menu.tsx";

/** All who might hear a replay, to be left out of it and taken in again. */
export function hearerItems({ replay }: DeckModel, muted: readonly string[], hearers: readonly Hearer[]): readonly MenuItem[] {
  const absent = muted.filter((name) => hearers.every((hearer) => hearer.name !== name));
  const all: MenuItem = {
    label: "All who listen",
    checked: muted.length === 0,
    keepOpen: true,
    onSelect: () => replay.set({ muted: muted.length === 0 ? hearers.map(({ name }) => name) : [] }),
  };
  const known = hearers.map(({ name, count, why }, index): MenuItem => {
    const left = muted.includes(name);
    return {
      label: count === 1 ? name : `${name} ×${count}`,
      hint: left ? undefined : why,
      checked: !left,
      separator: index === 0,
      keepOpen: true,
      onSelect: () => replay.set({ muted: left ? muted.filter((each) => each !== name) : [...muted, name] }),
    };
  });
  const others = absent.map((name): MenuItem => ({
    label: name,
    hint: "hears none of it",
    checked: false,
    keepOpen: true,
    onSelect: () => replay.set({ muted: muted.filter((each) => each !== name) }),
  }));
  return [all, ...known, ...others];
}
