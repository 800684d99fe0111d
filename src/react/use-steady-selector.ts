"use client";

import { useMemo } from "react";
import { leavesOf, type Selector } from "../routing/index.ts";

/**
 * The selector of the render before while this one selects the same: an array, a regular expression or a glob that is written where it is used is another
 * object on every render.
 */
export function useSteadySelector<S extends Selector>(selector: S): S {
  const content = JSON.stringify(leavesOf(selector));
  // oxlint-disable-next-line react/exhaustive-deps -- the content is all there is to a selector
  return useMemo(() => selector, [content]);
}
