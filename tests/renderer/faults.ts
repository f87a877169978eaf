// What a ruler and a pointer find wrong on a page; runs inside of it, so it is one text that needs nothing else.

/** To be evaluated in the page: a list of `{ fault, at }`. Titles of items may end in three dots; nothing else may. */
export const faultsOf = `(() => {
  const smallest = 76; // 20 mm at 96 dpi
  const faults = [];
  const told = (fault, element) => faults.push({ fault, at: element.className + ': ' + (element.textContent ?? '').slice(0, 60) });
  const seen = (element) => element.checkVisibility() && element.getBoundingClientRect().width > 0;
  const isReached = (element) => element.closest('[inert]') === null && element.closest('[data-testid="bench"]') === null;
  const kiosk = document.querySelector('.kiosk');
  if (document.documentElement.scrollWidth > innerWidth) faults.push({ fault: 'the page is wider than the glass', at: '' });
  if (kiosk === null) return faults;
  for (const button of kiosk.querySelectorAll('button, input')) {
    const box = button.getBoundingClientRect();
    if (seen(button) && Math.min(box.width, box.height) < smallest - 0.5) told('too small: ' + Math.round(box.width) + ' x ' + Math.round(box.height), button);
  }
  const whole = 'button, h1, h2, .lead, .notice, .row-state, .row-aside, .tally, .count-word, .count-check, .receipt-question, .remember, .entry-message, .sum, .idle-box p';
  for (const element of kiosk.querySelectorAll(whole)) {
    if (!seen(element) || element.matches('.lead') && getComputedStyle(element).textOverflow === 'ellipsis') continue;
    if (element.scrollWidth > element.clientWidth + 2 && element.clientWidth > 0) told('cut at its side', element);
    if (element.scrollHeight > element.clientHeight + 4 && element.clientHeight > 0 && getComputedStyle(element).overflowY !== 'visible') told('cut below', element);
  }
  for (const button of kiosk.querySelectorAll('.foot-left button, .foot-right button, .tools button, .sheet-foot button')) {
    if (!seen(button) || !isReached(button)) continue;
    const { left, right, top, bottom } = button.getBoundingClientRect();
    for (const [x, y] of [[(left + right) / 2, (top + bottom) / 2], [left + 6, (top + bottom) / 2], [right - 6, (top + bottom) / 2]]) {
      const hit = document.elementFromPoint(x, y);
      if (hit === null) told('lies outside of the glass', button);
      else if (hit.closest('button') !== button && document.querySelector('.idle') === null) told('lies under ' + hit.className, button);
    }
  }
  return faults;
})()`;
