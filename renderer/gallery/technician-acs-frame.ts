// The frame of a scene of the library system's check: its moment, and the line of a library that works.
import type { AcsCheckScreen } from '../../contract/acs-check-view.ts';
import { technician } from './technician-frame.ts';
import type { Scene } from './views.ts';

/** 23 November 2026, a quarter past four in the afternoon where the gallery is drawn. */
export const nowMs = new Date(2026, 10, 23, 16, 15).getTime();
export const minute = 60_000;
export const hour = 60 * minute;

export const standing: NonNullable<AcsCheckScreen['line']> = {
  state: 'connected',
  sinceMs: nowMs - 4 * hour,
  detail: null,
  family: 'Koha',
  address: 'koha.thuvien-ninhthuan.example:6001',
};

export const acs = (body: AcsCheckScreen['body'], more: Partial<AcsCheckScreen> = {}): Scene =>
  technician({ at: 'acs-check', part: body.part === 'none' ? 'line' : body.part, line: standing, body, ...more });
