import { describe, expect, it } from 'vitest';
import { RatingBodySchema, ServiceRecordSchema } from '../protocol/index.ts';
import { CaseSource, localInstant, staffMember } from './cases.ts';
import { createCitizen, ORDINARY } from './citizen.ts';
import { seeded } from './random.ts';

const place = { kind: 'window', hallId: 'H01', windowNo: 'A01', staff: staffMember(3) } as const;
const at = localInstant(Date.parse('2026-11-22T01:30:00Z'));

describe('simulated cases', () => {
  it('are the same for the same seed, and others for another', () => {
    const numbers = (seed: number) => {
      const source = new CaseSource(seeded(seed));
      return Array.from({ length: 5 }, () => source.finished(place, at));
    };
    expect(numbers(7)).toEqual(numbers(7));
    expect(numbers(7)[0]?.caseNo).not.toBe(numbers(8)[0]?.caseNo);
  });

  it('are records that a hub takes, each with a number of its own', () => {
    const source = new CaseSource(seeded(1));
    const kiosk = { kind: 'kiosk', hallId: 'H01', terminalId: 'k-01' } as const;
    const records = Array.from({ length: 200 }, (_, n) =>
      source.finished(n % 2 ? place : kiosk, at),
    );
    for (const record of records) ServiceRecordSchema.parse(record);
    expect(new Set(records.map(({ caseNo }) => caseNo)).size).toBe(200);
    expect(records[1]?.caseNo).toMatch(/^44030420261122\d{9}$/);
    expect(records.every((one) => one.event !== 'granted' || !one.certificate)).toBe(true);
  });
});

describe('simulated citizens', () => {
  const prompt = {} as Parameters<ReturnType<typeof createCitizen>['answer']>[0];

  it('give levels as often as told, with tags of that level', () => {
    const citizen = createCitizen(seeded(5), { ...ORDINARY, declines: 0 });
    const answers = Array.from({ length: 4_000 }, () => citizen.answer(prompt));
    const best = answers.filter((answer) => answer.kind === 'rates' && answer.level === 5);
    expect(best.length / 4_000).toBeCloseTo(0.78, 1);
    for (const answer of answers) {
      if (answer.kind !== 'rates') throw new Error('declined');
      RatingBodySchema.shape.tags.parse(answer.tags);
      expect(answer.tags.every(({ code }) => code.startsWith(String(answer.level)))).toBe(true);
    }
  });

  it('decline when they do', () => {
    const citizen = createCitizen(seeded(5), { ...ORDINARY, declines: 1 });
    expect(citizen.answer(prompt).kind).toBe('declines');
  });
});
