import { useCallback, useLayoutEffect, useMemo, useRef, useState, type ReactNode } from "react";
import {
  addColumn,
  codePath,
  type DeckModel,
  errorText,
  filterPath,
  narrowed,
  type PreferenceStore,
  valueTerm,
  type ValueNode,
  writeClipboard,
  writeJson,
  type Work,
} from "../../model/index.ts";
import { copyText } from "../clipboard.ts";
import { type MenuItem, useContextMenu } from "../menu/menu.tsx";
import type { ValueActions } from "./value-tree.tsx";

interface ValueActionsHook {
  readonly actions: ValueActions;
  readonly menu: ReactNode;
  /** What the last action came to, said aloud. */
  readonly said: string;
}

// What JSON lacks is tagged rather than lost.
const jsonNote = '"12n", {"Map": […]}';

/** What can be done with any value of a payload. @param onCompare shows the differences to the event before */
export function useValueActions({ events }: DeckModel, preferences: PreferenceStore, onCompare: () => void): ValueActionsHook {
  const [said, setSaid] = useState("");
  const put = useCallback((near: HTMLElement, what: string, text: string | Work<string>) => {
    copyText(near, text).then(
      () => setSaid(`Copied ${what}`),
      (error: unknown) => setSaid(`Could not copy ${what}: ${errorText(error)}`),
    );
  }, []);
  const itemsOf = ({ node, near }: About): readonly MenuItem[] => {
    if (!node.isValue) return [];
    const path = codePath(node.steps());
    const term = valueTerm(node.steps(), node.value());
    const steps = node.steps();
    // The whole payload has a column of its own.
    const column = steps.length === 0 ? undefined : filterPath(steps);
    const narrow = (added: string) => events.filter(narrowed(events.state.text, added));
    const noTerm = "no filter for such a value";
    return [
      { label: "Copy value", hint: "Ctrl+C", onSelect: () => put(near, path, writeClipboard(node.value())) },
      { label: "Copy path", hint: shortened(path), onSelect: () => put(near, "the path", path) },
      { label: "Copy as JSON", hint: jsonNote, onSelect: () => put(near, `${path} as JSON`, writeJson(node.value())) },
      {
        label: "Only this",
        hint: term === undefined ? noTerm : shortened(term),
        disabled: term === undefined,
        separator: true,
        onSelect: () => term && narrow(term),
      },
      { label: "Not this", disabled: term === undefined, onSelect: () => term && narrow(`-${term}`) },
      {
        label: "Show as a column",
        hint: column === undefined ? "no path for such a value" : undefined,
        disabled: column === undefined,
        onSelect: () => column !== undefined && setSaid(addColumn(preferences, column) ? `${column} is a column now` : `${column} is a column already`),
      },
      { label: "Compare with the one before", separator: true, onSelect: onCompare },
    ];
  };
  const { open, menu } = useContextMenu("Value", itemsOf);
  const latest = useRef(open);
  useLayoutEffect(() => {
    latest.current = open;
  });
  const actions = useMemo<ValueActions>(
    () => ({
      openMenu: (event, node) => latest.current(event, { node, near: event.currentTarget }),
      copy: (near, node) => put(near, codePath(node.steps()), writeClipboard(node.value())),
    }),
    [put],
  );
  return { actions, menu, said };
}

interface About {
  readonly node: ValueNode;
  readonly near: HTMLElement;
}

function shortened(text: string): string {
  return text.length > 28 ? `…${text.slice(-27)}` : text;
}
