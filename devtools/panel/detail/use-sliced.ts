import { useLayoutEffect, useState } from "react";
import { SlicedResult, type SlicedState, type Work } from "../../model/index.ts";
import { useStore } from "../use-store.ts";

/** Does long work a few milliseconds per frame while the component is there; what is small is done before the next paint. @param work - `undefined` for none; another one begins anew */
export function useSliced<Result>(work: (() => Work<Result>) | undefined): SlicedState<Result> {
  const [sliced] = useState(() => new SlicedResult<Result>());
  useLayoutEffect(() => {
    if (work) sliced.run(work());
    return () => sliced.clear();
  }, [sliced, work]);
  return useStore(sliced);
}
