// A kiosk has one window and no keys that lead out of it. A technician who stands there goes to the technician's page in that window,
// and back. Knows where the window came from; nothing of the pages.

const key = 'tram.came-from';

/** `way`: path and ticket, from the station. What this window shows now is where it comes back to. */
export function goToTechnician(way: string): void {
  sessionStorage.setItem(key, location.pathname + location.search);
  location.assign(way);
}

/** How this window goes back to its kiosk; null where this page is no technician's, or was not come to from a kiosk. */
export function wayBackToKiosk(): (() => void) | null {
  const from = sessionStorage.getItem(key);
  const place = new URLSearchParams(location.search).get('place');
  // The first place has no name in its address.
  if (from === null || place !== 'technician') return null;
  return () => {
    sessionStorage.removeItem(key);
    location.assign(from);
  };
}
