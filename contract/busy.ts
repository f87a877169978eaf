// Who is at work at a place, so that new settings, or a check of the library system, wait. Plain data.

export type Busy = { readonly place: string; readonly who: 'patron' | 'staff' };
