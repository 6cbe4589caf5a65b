import { describe, expect, it } from 'vitest';
import { tapTime } from './tap-time.ts';

const noon = Date.parse('2026-11-22T12:00:00.000+08:00');
const day = 86_400_000;

describe('the time of a tap', () => {
  it('is the device clock corrected by the offset, even one day off', () => {
    const facts = { deviceTime: noon - day, clockOffsetMs: day, notBefore: noon - 5_000 };
    expect(tapTime({ ...facts, receivedAt: noon + 60_000 })).toBe(noon);
  });

  it('is the device clock when the offset was never measured', () => {
    const facts = { deviceTime: noon, clockOffsetMs: null, notBefore: null };
    expect(tapTime({ ...facts, receivedAt: noon + 1 })).toBe(noon);
  });

  it('is never before the prompt was made', () => {
    const facts = { deviceTime: noon - day, clockOffsetMs: 0, notBefore: noon };
    expect(tapTime({ ...facts, receivedAt: noon + 9 })).toBe(noon);
  });

  it('is never after the message arrived, even if the hub clock went back', () => {
    const facts = { deviceTime: noon + day, clockOffsetMs: 0, notBefore: noon + 5 };
    expect(tapTime({ ...facts, receivedAt: noon })).toBe(noon);
  });
});
