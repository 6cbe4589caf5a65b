import { canonicalText } from '../../protocol/index.ts';
import type { Flaw } from './flaw.ts';
import { packLabel, type RulePack } from './pack.ts';

export type Shelved = { ok: true; shelf: PackShelf } | { ok: false; errors: Flaw[] };

/** The versions of one place's pack, each governing from its first day until the next one's. */
export class PackShelf {
  /** By first day, the earliest first; never empty. */
  readonly packs: readonly [RulePack, ...RulePack[]];
  readonly #byLabel: ReadonlyMap<string, RulePack>;

  private constructor(packs: readonly [RulePack, ...RulePack[]]) {
    this.packs = packs;
    this.#byLabel = new Map(packs.map((pack) => [packLabel(pack), pack]));
  }

  /**
   * Puts packs of one place together; the same one twice is there once. Refuses two versions with
   * one first day, a version number with two contents, another place or another time zone.
   */
  static of(given: readonly RulePack[]): Shelved {
    const packs: RulePack[] = [];
    const errors: Flaw[] = [];
    for (const pack of given) {
      const flaws = packs.flatMap((other) => clashes(pack, other));
      if (flaws.length > 0) errors.push(...flaws);
      else if (!packs.some(({ version }) => version === pack.version)) packs.push(pack);
    }
    const [first, ...rest] = packs.sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
    if (errors.length > 0) return { ok: false, errors };
    if (first === undefined) return { ok: false, errors: [{ path: '', message: 'no pack' }] };
    return { ok: true, shelf: new PackShelf([first, ...rest]) };
  }

  /** The place, e.g. `shenzhen`. */
  get place(): string {
    return this.packs[0].name;
  }

  get timeZone(): string {
    return this.packs[0].timeZone;
  }

  /**
   * The pack that governs what was completed on this local day (`YYYY-MM-DD`). Days before the
   * first pack's first day get the first pack, so that every tap can be judged; whether it governs
   * that day at all is for its `validFrom` to say.
   */
  inForceOn(day: string): RulePack {
    return this.packs.findLast(({ validFrom }) => validFrom <= day) ?? this.packs[0];
  }

  /** The pack that a decision names, e.g. `shenzhen@1`. */
  byLabel(label: string): RulePack | null {
    return this.#byLabel.get(label) ?? null;
  }
}

function clashes(pack: RulePack, other: RulePack): Flaw[] {
  const flaws: Flaw[] = [];
  const label = packLabel(other);
  const wrong = (path: string, message: string) => flaws.push({ path, message });
  if (pack.name !== other.name) {
    wrong('name', `is another place than ${other.name}`);
    return flaws;
  }
  if (pack.version === other.version) {
    if (canonicalText(pack) !== canonicalText(other)) {
      wrong('version', `${label} is known with another content, and a version never changes`);
    }
    return flaws;
  }
  if (pack.validFrom === other.validFrom) {
    wrong('validFrom', `is the first day of ${label} too, so nobody could tell which one governs`);
  }
  if (pack.timeZone !== other.timeZone) {
    wrong('timeZone', `is another one than that of ${label}, and a place has one`);
  }
  return flaws;
}
