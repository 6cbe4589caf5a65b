import type { Clock } from '../../protocol/index.ts';
import { instantText } from '../instant.ts';
import { DayCalendar } from '../rules/calendar.ts';
import { MOST_GROUPS } from '../statistics/dimension.ts';
import type { FigureRules } from '../statistics/rules.ts';
import type { Store } from '../store/port.ts';
import type { Bulletin } from './bulletin.ts';
import { compileBulletin } from './compile.ts';
import { monthSpan } from './month.ts';
import type { PublishedBulletin } from './source.ts';

export type Publishing =
  | { outcome: 'published'; edition: number; digest: string; corrects: number | null }
  | { outcome: 'monthNotOver'; lastDay: string }
  /** Another edition of these very figures is out, or one came out at the same moment. */
  | { outcome: 'unchanged' | 'editionTaken' };

/** Makes, publishes and shows the monthly bulletins (SZ-23b). */
export class Bulletins {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #rules: () => Promise<FigureRules>;

  constructor(parts: { store: Store; clock: Clock; rules: () => Promise<FigureRules> }) {
    this.#store = parts.store;
    this.#clock = parts.clock;
    this.#rules = parts.rules;
  }

  /** Publishes the month as it is now; where one is out already, as its corrected edition. */
  async publish(month: string, by: string): Promise<Publishing> {
    const rules = await this.#rules();
    const span = monthSpan(month, rules.timeZone);
    const at = this.#clock.now();
    if (new DayCalendar(rules.timeZone).dayOf(at) <= span.to) {
      return { outcome: 'monthNotOver', lastDay: span.to };
    }
    const before = await this.published(month);
    const bulletin = await this.#compile({ month, at, before, rules });
    if (before !== null && isSame(bulletin, before)) return { outcome: 'unchanged' };
    const { edition, corrects } = bulletin;
    const text = JSON.stringify(bulletin);
    const published = await this.#store.submit({
      kind: 'bulletin.publish',
      month,
      edition,
      text,
      by,
      at,
    });
    return published.digest === null
      ? { outcome: 'editionTaken' }
      : {
          outcome: 'published',
          edition,
          digest: published.digest,
          corrects: corrects?.edition ?? null,
        };
  }

  /** One edition, or the newest; null where there is none. */
  published(month: string, edition?: number): Promise<PublishedBulletin | null> {
    const which = edition === undefined ? {} : { edition };
    return this.#store.query({ kind: 'bulletin', month, ...which });
  }

  /** The newest edition of each month, the newest month first; without their texts. */
  list(): Promise<Omit<PublishedBulletin, 'text'>[]> {
    return this.#store.query({ kind: 'bulletins' });
  }

  async #compile(about: {
    month: string;
    at: number;
    before: PublishedBulletin | null;
    rules: FigureRules;
  }): Promise<Bulletin> {
    const { month, at, before, rules } = about;
    const { timeZone, pack, smallestGroup } = rules;
    const span = monthSpan(month, timeZone);
    const question = { ...span, limit: MOST_GROUPS };
    const source = await this.#store.query({ kind: 'bulletinSource', ...question });
    if (source.figures.next !== null) throw new RangeError(`more than ${MOST_GROUPS} groups`);
    const directory = await this.#store.query({ kind: 'directory' });
    const frame = { from: span.from, to: span.to, timeZone, pack, smallestGroup };
    return {
      month,
      edition: (before?.edition ?? 0) + 1,
      corrects: before && {
        edition: before.edition,
        digest: before.digest,
        publishedAt: instantText(before.publishedAt),
      },
      publishedAt: instantText(at),
      ledger: source.ledger,
      content: compileBulletin(source, frame, directory),
    };
  }
}

function isSame({ content }: Bulletin, before: PublishedBulletin): boolean {
  const { content: published } = JSON.parse(before.text) as Bulletin;
  return JSON.stringify(content) === JSON.stringify(published);
}
