/** The one SMS to who has not rated (SZ-13). */
export interface ReminderTerms {
  /** Natural days after completion. */
  afterDays: number;
  /** `HH:MM`: not earlier in the day, in the pack's time zone. */
  from: string;
  /** `HH:MM`, exclusive. */
  until: string;
}

/** 第十三条 names no day; null for a place that sends none. */
export const REMINDER: ReminderTerms | null = { afterDays: 3, from: '09:00', until: '18:00' };

/** SZ-21b: a negative rating is dealt with in so many working days. */
export const HANDLING_WORKING_DAYS = 10;
