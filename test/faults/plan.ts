import { between, pick, type Random, seeded } from '../../simulator/index.ts';

/** One thing that goes wrong. `forMs` is how long it stays so. */
export type Fault =
  | { kind: 'killHub' | 'stopHub' | 'killTerminals' | 'restoreBackup'; forMs: number }
  | { kind: 'cut' | 'truncate' }
  | { kind: 'stall' | 'dropAcks' | 'dropReceipts' | 'duplicate' | 'reorder'; forMs: number }
  | { kind: 'delay'; byMs: number; forMs: number }
  | { kind: 'deviceClock' | 'hubClock'; aheadMs: number };

export type Happening =
  | { atMs: number; what: 'fault'; fault: Fault }
  /** A case is finished at this terminal's window; the hub hears of it first, or the terminal. */
  | { atMs: number; what: 'case'; terminal: number; toldFirst: 'hub' | 'terminal' };

/** What happens under one seed, in the order of time. */
export interface Plan {
  seed: number;
  happenings: Happening[];
}

export interface PlanSize {
  terminals: number;
  cases: number;
  lastsMs: number;
}

/** Of one seed, in tests and in long runs alike: else a seed would not be the same in both. */
export const SIZE: PlanSize = { terminals: 8, cases: 32, lastsMs: 1_200 };

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

type MakeFault = (random: Random) => Fault;
const forMs = (random: Random) => between(random, 50, 700);

const FAULTS: [MakeFault, ...MakeFault[]] = [
  (random) => ({ kind: 'killHub', forMs: forMs(random) }),
  (random) => ({ kind: 'stopHub', forMs: forMs(random) }),
  (random) => ({ kind: 'killTerminals', forMs: forMs(random) }),
  (random) => ({ kind: 'restoreBackup', forMs: forMs(random) }),
  () => ({ kind: 'cut' }),
  () => ({ kind: 'truncate' }),
  (random) => ({ kind: 'stall', forMs: 2 * forMs(random) }),
  (random) => ({ kind: 'dropAcks', forMs: forMs(random) }),
  (random) => ({ kind: 'dropReceipts', forMs: forMs(random) }),
  (random) => ({ kind: 'duplicate', forMs: forMs(random) }),
  (random) => ({ kind: 'reorder', forMs: forMs(random) }),
  (random) => ({ kind: 'delay', byMs: between(random, 20, 400), forMs: forMs(random) }),
  (random) => ({ kind: 'deviceClock', aheadMs: pick(random, [-DAY, -HOUR, HOUR, DAY, 400 * DAY]) }),
  (random) => ({ kind: 'hubClock', aheadMs: pick(random, [-HOUR, HOUR, 8 * DAY]) }),
];

/** The same seed makes the same plan, so that what failed can be run again. */
export function planOf(seed: number, { terminals, cases, lastsMs }: PlanSize): Plan {
  const random = seeded(seed * 2_654_435_761);
  const happenings: Happening[] = [];
  for (let n = 0; n < cases; n++) {
    happenings.push({
      atMs: between(random, 0, lastsMs),
      what: 'case',
      terminal: between(random, 0, terminals - 1),
      toldFirst: random() < 0.25 ? 'terminal' : 'hub',
    });
  }
  const faults = between(random, 1, 5);
  for (let n = 0; n < faults; n++) {
    const fault = pick(random, FAULTS)(random);
    happenings.push({ atMs: between(random, 50, lastsMs), what: 'fault', fault });
  }
  return { seed, happenings: happenings.sort((a, b) => a.atMs - b.atMs) };
}

/** One line for a person. */
export function faultText(fault: Fault): string {
  const { kind, ...more } = fault;
  return [kind, ...Object.entries(more).map(([name, value]) => `${name}=${value}`)].join(' ');
}
