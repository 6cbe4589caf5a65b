import type { PromptEnding, PromptReport } from '../../protocol/index.ts';
import type { Line } from './line.ts';
import { type Origin, presenceOf, reportOf, type ScreenFacts } from './outgoing.ts';

const WAITING_REPORTS = 32;

/** What the hub hears of the screen besides ratings: its facts, and how prompts ended. */
export class ScreenNews {
  private readonly line: Pick<Line, 'publish'>;
  private readonly origin: () => Origin;
  private current: ScreenFacts;
  private reports: PromptReport[] = [];

  constructor(parts: {
    line: Pick<Line, 'publish'>;
    origin: () => Origin;
    facts: ScreenFacts | undefined;
  }) {
    this.line = parts.line;
    this.origin = parts.origin;
    this.current = parts.facts ?? { screen: 'unknown', keypad: 'none' };
  }

  get facts(): ScreenFacts {
    return this.current;
  }

  changed(facts: ScreenFacts): void {
    this.current = facts;
  }

  /** Waits in memory until it is sent; at most the newest 32 do. */
  ended(promptId: string | null, ending: PromptEnding, detail: string | undefined): void {
    const report = reportOf(this.origin(), promptId, ending, detail);
    this.reports = [...this.reports, report].slice(-WAITING_REPORTS);
  }

  sendBirth(): void {
    const birth = presenceOf(this.origin(), 'online', this.current);
    this.line.publish('presence', birth).catch(() => {});
  }

  sendReports(): void {
    const reports = this.reports;
    this.reports = [];
    for (const report of reports) this.line.publish('prompt-report', report).catch(() => {});
  }
}
