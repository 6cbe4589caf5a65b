import { describe, expect, it } from 'vitest';
import {
  CaseNoSchema,
  codePoints,
  EventIdSchema,
  InstantSchema,
  textSchema,
} from './identifiers.ts';
import { LIMITS } from './limits.ts';

describe('texts', () => {
  it('are counted as a person counts: one for a rare character', () => {
    expect(codePoints('䶮㛃𬭎𫖮')).toBe(4);
    const text = textSchema(LIMITS.ratingText);
    expect(text.safeParse('𬭎'.repeat(500)).success).toBe(true);
    expect(text.safeParse('𬭎'.repeat(501)).success).toBe(false);
    expect(text.safeParse('好'.repeat(501)).success).toBe(false);
  });

  it('may break a line, and hold no other control character', () => {
    const text = textSchema(50);
    expect(text.safeParse('一行\n又一行').success).toBe(true);
    for (const bad of ['\0', '\r', '\t', '\u001b[2J', '\u007f']) {
      expect(text.safeParse(`好${bad}`).success, JSON.stringify(bad)).toBe(false);
    }
  });
});

describe('identifiers', () => {
  it.each(['A', '440304-2026.11_22', 'X'.repeat(50)])('take %s as a case number', (caseNo) => {
    expect(CaseNoSchema.safeParse(caseNo).success).toBe(true);
  });

  it.each(['', '-1', 'a b', '办件', '../x', 'X'.repeat(51)])(
    'do not take "%s" as a case number',
    (caseNo) => {
      expect(CaseNoSchema.safeParse(caseNo).success).toBe(false);
    },
  );

  it('take UUIDv7 alone as an event id', () => {
    expect(EventIdSchema.safeParse('019a9f3e-5b00-7a31-8f00-5d2b6c7e8f90').success).toBe(true);
    expect(EventIdSchema.safeParse('0b0f4d4e-7d6c-4c39-9d0f-2f8b1a9a3f10').success).toBe(false);
  });

  it('take an instant with milliseconds and offset, and nothing vaguer', () => {
    expect(InstantSchema.safeParse('2026-11-22T09:30:00.000+08:00').success).toBe(true);
    expect(InstantSchema.safeParse('2026-11-22T01:30:00.000Z').success).toBe(true);
    for (const vague of [
      '2026-11-22T09:30:00+08:00',
      '2026-11-22T09:30:00.000',
      '2026-11-22',
      '2026-02-29T09:30:00.000Z',
      '20261122T093000',
    ]) {
      expect(InstantSchema.safeParse(vague).success, vague).toBe(false);
    }
  });
});
