/** What fails while it is drawn, or whose program did not arrive, leaves the rest of the page alone. */
import { Component, type ReactNode } from 'react';

type Properties = {
  readonly children: ReactNode;
  /** What it shows: another is given another chance. */
  readonly of?: string | undefined;
  /** Shown instead; `retry` draws the children anew. */
  readonly renderBroken: (retry: () => void) => ReactNode;
};

export class Unbroken extends Component<Properties, { readonly isBroken: boolean }> {
  override state = { isBroken: false };
  readonly #retry = (): void => this.setState({ isBroken: false });

  static getDerivedStateFromError(): { isBroken: boolean } {
    return { isBroken: true };
  }

  override componentDidUpdate({ of }: Properties): void {
    if (this.state.isBroken && of !== this.props.of) this.#retry();
  }

  override componentDidCatch(error: unknown): void {
    console.error('a part of the page cannot be shown:', error);
  }

  override render(): ReactNode {
    return this.state.isBroken ? this.props.renderBroken(this.#retry) : this.props.children;
  }
}
