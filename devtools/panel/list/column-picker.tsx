import { useState } from "react";
import { icons } from "../icons.tsx";
import { LaterColumnPath } from "../later-views.ts";
import { Menu } from "../menu/menu.tsx";
import { usePanel } from "../panel-context.ts";
import { useStore } from "../use-store.ts";
import { useVocabulary } from "./use-vocabulary.ts";

/** Which columns the list has, and how it tells time. */
export function ColumnPicker() {
  const { preferences } = usePanel().panel;
  const { vocabulary, ask } = useVocabulary();
  const [naming, setNaming] = useState(false);
  useStore(preferences);
  return (
    <span className="column-picker" onPointerEnter={ask} onFocus={ask}>
      <Menu
        label="Columns"
        icon={icons.columns}
        className="header-button"
        items={({ columnItems }) => columnItems(preferences, vocabulary.paths, () => setNaming(true))}
      />
      {naming && <LaterColumnPath onClose={() => setNaming(false)} />}
    </span>
  );
}
