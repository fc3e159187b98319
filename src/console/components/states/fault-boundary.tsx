/** A mistake of ours in one part of a page is said there; the rest goes on. */
import { Component, type ReactNode } from 'react';
import { Failure } from './loaded.tsx';

interface State {
  error?: unknown;
}

export class FaultBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = {};

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override render() {
    if (this.state.error === undefined) return this.props.children;
    return <Failure error={this.state.error} retry={() => this.setState({ error: undefined })} />;
  }
}
