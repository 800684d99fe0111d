import { safely } from "./quiet.ts";
import type { StoreConnection } from "./store-connection.ts";

type Reducer = (state: unknown, action: unknown) => unknown;
/** A Redux store, as far as an enhancer needs it. */
interface Store {
  dispatch(action: unknown): unknown;
  getState(): unknown;
  replaceReducer(reducer: Reducer): unknown;
}
type CreateStore = (reducer: Reducer, ...rest: readonly unknown[]) => Store;
/** What Redux calls a store enhancer. */
export type Enhancer = (createStore: CreateStore) => CreateStore;

/** The action by which a store is taken back; its state travels beside the actions that the application knows. */
const jumpType = "@@eventdeck/JUMP_TO_STATE";

/** The extension's other form: an enhancer that reports a Redux store, and can take it back to a state that it had. */
export function reportingEnhancer(connect: () => StoreConnection): Enhancer {
  return (createStore) =>
    (reducer, ...rest) => {
      const store = createStore(travelling(reducer), ...rest);
      const connection = connect();
      safely(() => connection.begin(store.getState()));
      connection.onTravel((state) => void store.dispatch({ type: jumpType, state }));
      return {
        ...store,
        dispatch: (action) => {
          const result = store.dispatch(action);
          safely(() => connection.act(action, store.getState()));
          return result;
        },
        replaceReducer: (next) => store.replaceReducer(travelling(next)),
      };
    };
}

function travelling(reducer: Reducer): Reducer {
  return (state, action) => (isJump(action) ? action.state : reducer(state, action));
}
function isJump(action: unknown): action is { readonly state: unknown } {
  return typeof action === "object" && action !== null && "type" in action && action.type === jumpType;
}

/** Right to left, as Redux composes. */
export function composeEnhancers(enhancers: readonly Enhancer[]): Enhancer {
  return (createStore) => enhancers.reduceRight((inner, enhance) => enhance(inner), createStore);
}
