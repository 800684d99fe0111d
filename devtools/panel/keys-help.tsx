import { icons } from "./icons.tsx";
import { keysElsewhere, type KeyGroup } from "./keys-elsewhere.ts";
import { eventsKeys, lettersOn, type PanelKey, panelKeys } from "./keys.ts";
import { usePanel } from "./panel-context.ts";
import { SessionDialog } from "./session/session-dialog.tsx";
import { useStore } from "./use-store.ts";

const everywhere = groupOf("Anywhere in the panel", panelKeys);
const inEvents = groupOf("In Events", eventsKeys);

/** All keys, and the switch for those that are single letters. */
export function KeysHelp({ onClose }: { readonly onClose: () => void }) {
  const { panel } = usePanel();
  useStore(panel.preferences);
  return (
    <SessionDialog title="Keys" onClose={onClose}>
      <button type="button" className="icon-button dialog-close" aria-label="Close" title="Close (Esc)" onClick={onClose}>
        {icons.close}
      </button>
      <label className="check-line">
        <input type="checkbox" checked={lettersOn({ panel })} onChange={(event) => panel.preferences.set("letterKeys", event.target.checked)} /> Single letters
        act
      </label>
      <p className="muted keys-note">They act only while the focus is in the panel, and never while you type.</p>
      <div className="keys">
        {[everywhere, inEvents, ...keysElsewhere].map((group) => (
          <Group key={group.title} group={group} />
        ))}
      </div>
    </SessionDialog>
  );
}

function Group({ group: { title, keys } }: { readonly group: KeyGroup }) {
  return (
    <section className="keys-group" aria-label={title}>
      <h3>{title}</h3>
      <dl>
        {keys.map(({ keys: names, does }) => (
          <div key={does}>
            <dt>
              {names.map((name) => (
                <kbd key={name}>{name}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function groupOf(title: string, keys: readonly PanelKey[]): KeyGroup {
  return { title, keys: keys.map(({ key, does }) => ({ keys: [keyText(key)], does })) };
}

/** A key as it is written on it. */
function keyText(key: string): string {
  return key
    .replace(/ $/, "Space")
    .replace("Escape", "Esc")
    .replace(/^Ctrl\+(.)$/, (_, letter: string) => `Ctrl+${letter.toUpperCase()}`);
}
