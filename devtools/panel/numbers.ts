const format = new Intl.NumberFormat("en");

/** A count with its thousands apart. */
export function count(value: number): string {
  return format.format(value);
}

/** A count with its noun: `1 event`, `1,812 events`. */
export function counted(value: number, noun: string, plural = `${noun}s`): string {
  return `${count(value)} ${value === 1 ? noun : plural}`;
}
