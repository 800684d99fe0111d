import { requireText } from "../event/index.ts";

export interface LevelOptions {
  /** A folder, made when there is none; in browsers, a name of its own in the origin. */
  readonly location: string;
}

/** The location, and what errors call the store. @throws TypeError unless it is a non-empty string */
export function describeLocation({ location }: LevelOptions): { readonly location: string; readonly name: string } {
  requireText("location", location ?? null);
  return { location, name: `The store "${location}"` };
}
