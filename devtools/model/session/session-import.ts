import type { Target } from "../../target/index.ts";
import { errorText } from "../value/error-text.ts";

/** What an import brought. */
export interface SessionImport {
  readonly added: number;
  /** How many of them history still holds: it may be smaller than the file. */
  readonly kept: number;
}

/**
 * Appends a session file to the history of a bus; nothing is delivered.
 *
 * @param text of the whole file
 * @throws SessionFormatError with the line number; nothing is added then
 */
export async function appendSession(target: Target, text: string): Promise<SessionImport> {
  const { added } = await target.sessions.import([text]);
  return { added, kept: Math.min(added, target.log.size) };
}

/** Why a session file was not read, for people, with the line that is at fault. */
export function importMistake(error: unknown): string {
  return `The file was not read: ${error instanceof Error ? error.message : errorText(error)}`;
}
