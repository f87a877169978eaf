// What a ruler and a pointer find wrong on a page; runs inside of it, so it is one text that needs nothing else.

/** To be evaluated in the page: a list of `{ fault, at }`. Titles of items may end in three dots; nothing else may. */
export const faultsOf = `(() => {
  const smallest = 76; // 20 mm at 96 dpi
  const between = 8;
  const faults = [];
  const words = (element) => (element.textContent || element.getAttribute('aria-label') || '').slice(0, 60);
  const told = (fault, element) => faults.push({ fault, at: (element.getAttribute('class') ?? element.tagName) + ': ' + words(element) });
  const seen = (element) => element.checkVisibility() && element.getBoundingClientRect().width > 0 && element.closest('.unseen') === null;
  const kiosk = document.querySelector('.kiosk');
  if (document.documentElement.scrollWidth > innerWidth) faults.push({ fault: 'the page is wider than the glass', at: '' });
  if (kiosk === null) faults.push({ fault: 'there is no screen', at: document.body.innerText.slice(0, 60) });
  if (kiosk === null) return faults;
  // What lies over the page stands alone: the question whether somebody is here, else the person's own sheet,
  // else what a technician tries the glass with, else the screen.
  const top = kiosk.querySelector('.question') ?? kiosk.querySelector('.sheet-place') ?? kiosk.querySelector('.glass-check') ?? kiosk.querySelector('.kiosk-page');
  const all = (what) => Array.from(top.querySelectorAll(what)).filter(seen);
  const clips = (style) => style !== 'visible';

  // What a scroller hides is reached by scrolling; it is judged within the scroller.
  const scrollerOf = (element) => {
    for (let up = element.parentElement; up !== null && top.contains(up); up = up.parentElement) {
      const { overflowY } = getComputedStyle(up);
      if ((overflowY === 'auto' || overflowY === 'scroll') && up.scrollHeight > up.clientHeight + 1) return up;
    }
    return null;
  };
  /** What is seen of it: nothing of it is beside, or on, what stands outside of its scroller. */
  const shownOf = (element) => {
    const box = element.getBoundingClientRect();
    const view = scrollerOf(element)?.getBoundingClientRect();
    return view === undefined ? box : new DOMRect(box.x, Math.max(box.top, view.top), box.width, Math.min(box.bottom, view.bottom) - Math.max(box.top, view.top));
  };

  const stays = (element) =>
    ['.count', '.pile', '.tabs', '.left-overs']
      .map((part) => element.closest(part))
      .find((part) => part !== null && getComputedStyle(part).position === 'sticky') ?? null;

  // ── Targets: large enough, apart, and within reach of a pointer ──
  const targets = all('button, input');
  for (const button of targets) {
    const box = button.getBoundingClientRect();
    if (Math.min(box.width, box.height) < smallest - 0.5) told('too small: ' + Math.round(box.width) + ' x ' + Math.round(box.height), button);
  }
  targets.forEach((one, at) => {
    const a = shownOf(one);
    for (const other of targets.slice(at + 1)) {
      const b = shownOf(other);
      // What scrolls beneath what stays is not beside it.
      if (a.height <= 0 || b.height <= 0 || scrollerOf(one) !== scrollerOf(other) || stays(one) !== stays(other)) continue;
      const aside = Math.max(a.left - b.right, b.left - a.right);
      const below = Math.max(a.top - b.bottom, b.top - a.bottom);
      if (Math.max(aside, below) < between - 0.5 && !one.matches('.tab, .glass-squares button')) told('only ' + Math.round(Math.max(aside, below)) + ' px from "' + words(other) + '"', one);
    }
  });
  for (const button of all('.foot-left button, .foot-right button, .tools button, .sheet-foot button')) {
    const { left, right, top, bottom } = button.getBoundingClientRect();
    for (const [x, y] of [[(left + right) / 2, (top + bottom) / 2], [left + 6, (top + bottom) / 2], [right - 6, (top + bottom) / 2]]) {
      const hit = document.elementFromPoint(x, y);
      if (hit === null) told('lies outside of the glass', button);
      else if (hit.closest('button') !== button) told('lies under ' + hit.className, button);
    }
  }
  // Buttons of one line are of one height.
  for (const line of all('.foot-right, .tools, .row-question, .sheet-letters')) {
    const boxes = Array.from(line.querySelectorAll('button')).filter(seen).map((button) => button.getBoundingClientRect());
    for (const box of boxes) {
      const odd = boxes.find((other) => Math.abs(other.top - box.top) < 4 && Math.abs(other.height - box.height) > 1.5);
      if (odd !== undefined) { told('buttons of ' + Math.round(box.height) + ' and ' + Math.round(odd.height) + ' px on one line', line); break; }
    }
  }

  // ── Words: whole ──
  const whole = 'button, h1, h2, .lead, .notice, .row-state, .row-aside, .tally, .count-word, .count-check, .receipt-question, .remember, .entry-message, .sum, .question-box p';
  for (const element of all(whole)) {
    if (element.matches('.lead') && getComputedStyle(element).textOverflow === 'ellipsis') continue;
    if (element.scrollWidth > element.clientWidth + 2 && element.clientWidth > 0) told('cut at its side', element);
    if (element.scrollHeight > element.clientHeight + 4 && element.clientHeight > 0 && clips(getComputedStyle(element).overflowY)) told('cut below', element);
  }

  // ── Everything in its place: within what holds it, and not on top of anything ──
  const lines = [];
  const walker = document.createTreeWalker(top, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    if (node.data.trim() === '' || !seen(element) || element.closest('[aria-hidden="true"]') !== null) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      // What ends in three dots is as wide as its place.
      if (box.width <= 1 || box.left >= element.getBoundingClientRect().right) continue;
      // The great number is set without leading, and digits have no marks: its ink is less than its box.
      const ink = element.closest('.count-number') === null ? 0 : box.height * 0.2;
      const dots = getComputedStyle(element).textOverflow === 'ellipsis' ? element.getBoundingClientRect() : box;
      const [left, right] = [Math.max(box.left, dots.left), Math.min(box.right, dots.right)];
      lines.push({ element, box: new DOMRect(left, box.y + ink, right - left, box.height - 2 * ink) });
    }
  }
  for (const element of all('.icon, .qr, .drawing, .field-text')) lines.push({ element, box: element.getBoundingClientRect() });
  const nameOf = (element) => element.closest('.row-name, .head-name') !== null;
  const shown = [];
  for (const { element, box } of lines) {
    const scroller = scrollerOf(element);
    const place = element.closest('.screen, .head, .notice, .tools, .foot-left, .foot-right, .question-box, .sheet')?.getBoundingClientRect();
    const frame = element.closest('button, .tally, .row, .sum, .empty, .account-quiet, .payment-outcome, .payment-state, .left-overs, .tally-lines li, .receipt-question, .question-box');
    if (place !== undefined && !nameOf(element)) {
      if (box.left < place.left - 1 || box.right > place.right + 1) told('runs out of its place at the side', element);
      if (scroller === null && (box.top < place.top - 1 || box.bottom > place.bottom + 1)) told('runs out of its place above or below', element);
    }
    if (frame !== null && !nameOf(element)) {
      const edge = frame.getBoundingClientRect();
      const lies = box.top < edge.top - 2 || box.bottom > edge.bottom + 2 || box.left < edge.left - 2 || box.right > edge.right + 2;
      if (lies && !(element.closest('.row-state') !== null)) told('runs out of its frame ' + frame.className, element);
    }
    const view = scroller?.getBoundingClientRect();
    const hidden = view !== undefined && (box.bottom > view.bottom + 1 || box.top < view.top - 1);
    if (!hidden && !nameOf(element) && element.closest('.row-state') === null) shown.push({ element, box, over: stays(element) });
  }
  shown.forEach((one, at) => {
    for (const other of shown.slice(at + 1)) {
      if (one.element === other.element || one.element.contains(other.element) || other.element.contains(one.element)) continue;
      // A sticky part lies over what moves beneath it, by intent.
      if (one.over !== other.over) continue;
      const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      // Line boxes of letters with two marks touch; three tenths of the lower one is more than that.
      if (wide > 2 && high > 0.3 * Math.min(one.box.height, other.box.height)) told('lies on "' + words(other.element) + '"', one.element);
    }
  });
  return faults;
})()`;
