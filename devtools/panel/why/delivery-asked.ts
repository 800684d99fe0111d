import { useCallback, useEffect, useState } from "react";
import type { Target } from "../../target/index.ts";
import { askNow, type Asked, errorText } from "../../model/index.ts";

interface AskedState {
  readonly position: number;
  readonly asked?: Asked;
  readonly failure?: string;
}

/** Who listens now, asked when an event is first looked at, and again on demand. */
export function useAsked(target: Target, position: number): Omit<AskedState, "position"> & { readonly ask: () => void } {
  const [state, setState] = useState<AskedState>({ position });
  const ask = useCallback(() => {
    let wanted = true;
    askNow(target, position).then(
      (asked) => wanted && setState({ position, asked }),
      (error: unknown) => wanted && setState({ position, failure: errorText(error) }),
    );
    return () => {
      wanted = false;
    };
  }, [target, position]);
  useEffect(() => ask(), [ask]);
  // What was said of another event is not shown for this one.
  return state.position === position ? { asked: state.asked, failure: state.failure, ask } : { ask };
}
