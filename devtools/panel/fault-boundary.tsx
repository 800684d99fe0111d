import { Component, type ReactNode } from "react";
import { errorText } from "../model/index.ts";

interface FaultBoundaryProps {
  readonly children: ReactNode;
  /** Of the frame around the panel: what has failed can still be closed. */
  readonly controls?: ReactNode;
}
interface FaultBoundaryState {
  readonly fault?: { readonly error: unknown };
}

/**
 * Keeps a fault of the deck from taking the application down with it, which is what React does with an error that nobody catches.
 * A class, because React offers no other form for it.
 */
export class FaultBoundary extends Component<FaultBoundaryProps, FaultBoundaryState> {
  override state: FaultBoundaryState = {};

  static getDerivedStateFromError(error: unknown): FaultBoundaryState {
    return { fault: { error } };
  }

  override render(): ReactNode {
    const { fault } = this.state;
    const { children, controls } = this.props;
    if (!fault) return children;
    return (
      <section className="deck" aria-label="Event deck">
        {controls && (
          <div className="bar">
            <span className="grow" />
            {controls}
          </div>
        )}
        <div className="empty" role="alert">
          <strong>The deck has failed</strong>
          <p className="mono">{errorText(fault.error)}</p>
          <p>Your application and its bus go on as before.</p>
          <button type="button" className="button" onClick={() => this.setState({ fault: undefined })}>
            Try again
          </button>
        </div>
      </section>
    );
  }
}
