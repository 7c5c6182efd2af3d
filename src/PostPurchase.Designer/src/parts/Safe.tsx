import { Component, type ReactNode } from 'react';
import { Failed } from './QueryState';

type Props = {
  children: ReactNode;
  /** What to do before it is shown again; else the page is loaded anew. */
  retry?: () => void;
  /** What the failure stands in. */
  frame?: (failed: ReactNode) => ReactNode;
};

/** Keeps what is around when a page or a part of one breaks, or cannot be fetched after an update. */
export class Safe extends Component<Props, { error: Error | null }> {
  override state = { error: null as Error | null };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  again = () => {
    const { retry } = this.props;
    if (!retry) return window.location.reload();
    retry();
    this.setState({ error: null });
  };

  override render() {
    const { children, frame } = this.props;
    if (!this.state.error) return children;
    const failed = <Failed error={this.state.error} retry={this.again} />;
    return frame ? frame(failed) : failed;
  }
}
