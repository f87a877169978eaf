// A place that scrolls by itself, for a wheel and for keys.
import type { ReactNode } from 'react';

export function Scrolls({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // What scrolls is reached by keys, too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="acs-scrolls" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
