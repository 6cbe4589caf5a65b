import type { WorkingCalendar } from './working-calendar.ts';

/** An open deadline that another calendar has moved. Epoch milliseconds, exclusive. */
export interface Moved {
  kind: 'invitation' | 'workOrder';
  id: string;
  from: number;
  to: number;
}

/** A part of the writer that keeps deadlines counted in working days (SZ-21b). */
export interface Recomputable {
  /** Counts what is open again by this calendar; returns what moved, within the one transaction. */
  recompute(calendar: WorkingCalendar): Moved[];
}
