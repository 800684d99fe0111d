// Long enough for the browser to have begun with it; an address that is let go of earlier downloads nothing.
const heldMs = 60_000;

/** Hands a file to the user, as a download. */
export function download(owner: Document, name: string, file: Blob): void {
  const view = owner.defaultView ?? window;
  const address = view.URL.createObjectURL(file);
  const link = owner.createElement("a");
  link.href = address;
  link.download = name;
  // Outside of the document it works as well, and no observer of the page hears of it.
  link.click();
  view.setTimeout(() => view.URL.revokeObjectURL(address), heldMs);
}
