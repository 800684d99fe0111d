import { inSlices, type Work } from "../model/index.ts";

/**
 * Puts a text on the clipboard. A large one is made in slices, which the browser waits for: a click is good for some seconds.
 *
 * @param near an element of the window that has the focus, whose clipboard it is
 * @throws whatever the browser refuses with
 */
export async function copyText(near: HTMLElement, text: string | Work<string>): Promise<void> {
  const { clipboard } = (near.ownerDocument.defaultView ?? window).navigator;
  // Absent on pages without a secure context.
  if (!clipboard) throw new Error("This page has no clipboard: it is not served over HTTPS.");
  await clipboard.writeText(typeof text === "string" ? text : await made(text));
}

function made(work: Work<string>): Promise<string> {
  return new Promise((resolve, reject) => {
    inSlices(work, resolve, reject);
  });
}
