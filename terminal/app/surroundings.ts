import type { Configuration, ServiceItem } from '../../protocol/index.ts';

/** What a view shows besides the screen itself. */
export interface Surroundings {
  configuration: Configuration | null;
  /** `unknown` while the page starts: nothing is said then. */
  hub: 'unknown' | 'reached' | 'away';
  /** Somebody is being served at the window, with what. */
  serving: { item: ServiceItem | null } | null;
  /** The keypad beside the screen; `lost` is said on it, for the screen can be touched instead. */
  keypad: 'none' | 'alive' | 'lost';
  /** A pad with the keys 1–5, Enter and Back is set up here, or one of them was pressed. */
  hasKeys: boolean;
  /** Ratings without a receipt. */
  pending: number;
  /** Ratings that the hub refused; they stay on the shelf. */
  refusedRows: number;
  /** Ratings of a former identity without a receipt, kept as evidence. */
  evidence: number;
  /** Hub time minus device time, for the clock on the wall. */
  clockOffsetMs: number;
}

export const EMPTY_SURROUNDINGS: Surroundings = {
  configuration: null,
  hub: 'unknown',
  serving: null,
  keypad: 'none',
  hasKeys: false,
  pending: 0,
  refusedRows: 0,
  evidence: 0,
  clockOffsetMs: 0,
};
