// A screen that cannot be drawn must not leave a white page: say so calmly, and try again with the next view.
import { Component, type ReactNode } from 'react';
import type { View } from '../../contract/view.ts';
import { Calm } from './calm.tsx';

type Parts = { readonly view: View; readonly children: ReactNode };
type State = { readonly view: View; readonly broken: boolean };

export class Boundary extends Component<Parts, State> {
  override state: State = { view: this.props.view, broken: false };

  static getDerivedStateFromError(): Partial<State> {
    return { broken: true };
  }

  static getDerivedStateFromProps(parts: Parts, state: State): State | null {
    return parts.view === state.view ? null : { view: parts.view, broken: false };
  }

  override componentDidCatch(fault: Error): void {
    console.error('A screen could not be drawn.', fault);
  }

  override render(): ReactNode {
    if (this.state.broken) return <Calm at="fault" title="line.fault.title" text="line.fault.text" />;
    return this.props.children;
  }
}
