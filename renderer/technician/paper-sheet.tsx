// A page of HTML that the station made, shown as the paper it is for, and printed by itself: of the glass around it nothing comes out
// (paper-sheet.css). Its styles are its own, and reach nothing else.
import { useEffect, useRef } from 'react';
import './paper-sheet.css';

/** `html`: a whole page without scripts, as the station makes it. */
export function PaperSheet({ html, label }: { readonly html: string; readonly label: string }) {
  const host = useRef<HTMLElement>(null);
  useEffect(() => {
    const { current } = host;
    if (current === null) return;
    const root = current.shadowRoot ?? current.attachShadow({ mode: 'open' });
    // What is parsed in this way runs nothing, and is no part of the page yet.
    const page = new DOMParser().parseFromString(html, 'text/html');
    const sheet = new CSSStyleSheet();
    const styles = [...page.querySelectorAll('style')].map((style) => style.textContent).join('\n');
    // There is one body on the glass: the paper's own stands for it here.
    sheet.replaceSync(styles.replaceAll(/\bbody\b/g, '.sheet'));
    root.adoptedStyleSheets = [sheet];
    const body = document.createElement('div');
    body.className = 'sheet';
    body.lang = page.documentElement.lang;
    body.append(...page.body.childNodes);
    root.replaceChildren(body);
  }, [html]);
  return <article className="paper-sheet" aria-label={label} ref={host} data-testid="paper-sheet" />;
}

/** Prints the sheet that stands on the glass; `name`: what a PDF of it is called. */
export function printSheet(name: string): void {
  const { title } = document;
  document.title = name.replace(/\.html$/, '');
  window.print();
  document.title = title;
}
