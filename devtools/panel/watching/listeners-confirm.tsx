import { listenersOf } from "../../model/index.ts";
import { Confirm } from "../confirm.tsx";
import { counted } from "../numbers.ts";
import { usePanel } from "../panel-context.ts";

/** Subscriptions that somebody wants to end. */
export interface Ending {
  readonly ids: readonly string[];
  readonly name: string;
}

/** Asks before subscriptions are ended, since the application does not know that somebody did. */
export function ListenerConfirm({ ending: { ids, name }, onDone }: { readonly ending: Ending; readonly onDone: () => void }) {
  const { deck } = usePanel();
  const what = ids.length === 1 ? name : `${counted(ids.length, "subscription")} of ${name}`;
  const onAnswer = (yes: boolean) => {
    if (yes) void listenersOf(deck).end(ids);
    onDone();
  };
  return (
    <Confirm label={`End ${what}?`} yes={`End ${ids.length === 1 ? "it" : "them"}`} onDone={onAnswer}>
      End <strong>{what}</strong>? Nothing is delivered there any more, and the application is not told.
    </Confirm>
  );
}
