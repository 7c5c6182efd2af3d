import { Component, type ReactNode } from 'react';
import { Failed } from './QueryState';

/** Keeps the menu and the banner when a page breaks, or a part of the app cannot be fetched after an update. */
export class Safe extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state = { error: null as Error | null };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render() {
    return this.state.error ? <Failed error={this.state.error} retry={() => window.location.reload()} /> : this.props.children;
  }
}
