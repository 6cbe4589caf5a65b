import { describe, expect, it } from 'vitest';
import { type Circuit, type CircuitEvent, CLOSED, step } from './circuit.ts';

const policy = { threshold: 3, baseMs: 1_000, ceilingMs: 8_000 };
const FAILED: CircuitEvent = { event: 'failed', retryAfterMs: null };

function through(circuit: Circuit, events: CircuitEvent[], nowMs = 0): Circuit {
  return events.reduce((at, event) => step(at, event, { nowMs, random: 0, policy }), circuit);
}

describe('the circuit of a destination', () => {
  it('opens after some failures in a row, not after one', () => {
    expect(through(CLOSED, [FAILED, FAILED])).toMatchObject({ state: 'closed' });
    expect(through(CLOSED, [FAILED, FAILED, FAILED])).toMatchObject({
      state: 'open',
      untilMs: 500,
    });
  });

  it('forgets failures once there is an answer', () => {
    expect(through(CLOSED, [FAILED, FAILED, { event: 'answered' }, FAILED])).toEqual({
      state: 'closed',
      failures: 1,
    });
  });

  it('lets one attempt through when its pause is over', () => {
    const open: Circuit = { state: 'open', untilMs: 500, openings: 1 };
    expect(through(open, [{ event: 'tick' }], 499)).toBe(open);
    expect(through(open, [{ event: 'tick' }], 500)).toEqual({ state: 'probing', openings: 1 });
  });

  it('closes when that attempt is answered, and opens for longer when it is not', () => {
    const probing: Circuit = { state: 'probing', openings: 3 };
    expect(through(probing, [{ event: 'answered' }])).toEqual(CLOSED);
    expect(through(probing, [FAILED])).toMatchObject({ openings: 4, untilMs: 4_000 });
    expect(through({ state: 'probing', openings: 40 }, [FAILED])).toMatchObject({ untilMs: 4_000 });
  });

  it('is not kept open longer by what was under way when it opened', () => {
    const open: Circuit = { state: 'open', untilMs: 500, openings: 1 };
    expect(through(open, [FAILED], 400)).toBe(open);
  });

  it('opens at once for as long as the receiver asks', () => {
    const asked: CircuitEvent = { event: 'failed', retryAfterMs: 30_000 };
    expect(through(CLOSED, [asked], 100)).toMatchObject({ state: 'open', untilMs: 30_100 });
  });
});
