/** Two different keys within this were pressed together: nobody can say which one was meant. */
export const TOGETHER_MS = 60;
/** A key that comes again within this was never let go: contacts bounce, held keys repeat. */
export const HELD_MS = 400;

/** Keys that were pressed a moment ago. All moments are monotonic milliseconds. */
export interface Presses {
  /** Waits whether another key comes with it. */
  candidate: { codes: readonly string[]; since: number } | null;
  /** When each key was last heard. */
  heardAt: Readonly<Record<string, number>>;
}

export const NO_PRESSES: Presses = { candidate: null, heardAt: {} };

/** A key was heard. Ask `settle` when `TOGETHER_MS` have passed. */
export function hear(presses: Presses, code: string, now: number): Presses {
  const before = presses.heardAt[code];
  const heardAt = { ...recent(presses.heardAt, now), [code]: now };
  const { candidate } = presses;
  const isHeld = before !== undefined && now - before < HELD_MS;
  if (candidate !== null) {
    const codes = candidate.codes.includes(code) ? candidate.codes : [...candidate.codes, code];
    return { candidate: { ...candidate, codes }, heardAt };
  }
  return { candidate: isHeld ? null : { codes: [code], since: now }, heardAt };
}

/** What is now certain: one press, several keys at once (which is none), or nothing yet. */
export function settle(
  presses: Presses,
  now: number,
): { presses: Presses; pressed: string | null; together: readonly string[] } {
  const { candidate } = presses;
  if (candidate === null || now - candidate.since < TOGETHER_MS) {
    return { presses, pressed: null, together: [] };
  }
  const { codes } = candidate;
  const [only = null] = codes;
  const isOne = codes.length === 1;
  return {
    presses: { ...presses, candidate: null },
    pressed: isOne ? only : null,
    together: isOne ? [] : codes,
  };
}

function recent(heardAt: Presses['heardAt'], now: number): Presses['heardAt'] {
  return Object.fromEntries(Object.entries(heardAt).filter(([, at]) => now - at < HELD_MS));
}
