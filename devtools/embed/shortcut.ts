const modifiers = ["Ctrl", "Alt", "Shift", "Meta"] as const;
type Modifier = (typeof modifiers)[number];

/**
 * Reads a shortcut such as "Ctrl+Shift+E" into a test of key events.
 *
 * @throws TypeError for what is no key with at least one modifier
 */
export function parseShortcut(text: string, isMac = onMac()): (event: KeyboardEvent) => boolean {
  const words = text.split("+").map((word) => word.trim());
  const key = words.pop() ?? "";
  const held = words.map((word) => modifierOf(word, isMac));
  if (key === "" || modifierOf(key, isMac) !== undefined || held.length === 0 || held.includes(undefined)) {
    throw new TypeError(
      `"${text}" is no shortcut: write modifiers and a key, such as "Ctrl+Shift+E". Modifiers are Ctrl, Alt, Shift, Meta, and Mod for Cmd or Ctrl.`,
    );
  }
  const wanted = key.toLowerCase();
  return (event) => isKey(event, wanted) && modifiers.every((modifier) => isHeld(event, modifier) === held.includes(modifier));
}

// By its place on the keyboard as well: Shift and Alt change what a key types.
function isKey({ key, code }: KeyboardEvent, wanted: string): boolean {
  return key.toLowerCase() === wanted || code.toLowerCase() === `key${wanted}` || code.toLowerCase() === `digit${wanted}`;
}

function isHeld(event: KeyboardEvent, modifier: Modifier): boolean {
  return { Ctrl: event.ctrlKey, Alt: event.altKey, Shift: event.shiftKey, Meta: event.metaKey }[modifier];
}

function modifierOf(word: string, isMac: boolean): Modifier | undefined {
  const name = word.toLowerCase();
  if (name === "mod") return isMac ? "Meta" : "Ctrl";
  if (name === "cmd") return "Meta";
  if (name === "control") return "Ctrl";
  return modifiers.find((modifier) => modifier.toLowerCase() === name);
}

function onMac(): boolean {
  return /mac|iphone|ipad/i.test(navigator.userAgent);
}
