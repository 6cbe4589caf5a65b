import { describe, expect, it } from 'vitest';
import { isPadKey, translate } from './hid-keys.ts';
import { HidKeysSchema } from './schemas.ts';

const KEYS = HidKeysSchema.parse({
  F13: 'confirm',
  F14: 'back',
  Numpad1: '5',
  F15: 'headphonesIn',
  F16: 'headphonesOut',
});
const press = (key: string, code = '') => translate(KEYS, { key, code });

describe('an accessible keypad', () => {
  it('passes as the keys that the page knows', () => {
    expect([press('F13'), press('F14'), press('1', 'Numpad1')]).toEqual([
      { kind: 'key', key: 'Enter' },
      { kind: 'key', key: 'Escape' },
      { kind: 'key', key: '5' },
    ]);
  });

  it('tells when headphones are plugged in and out', () => {
    expect(press('F15')).toEqual({ kind: 'headphones', areIn: true });
    expect(press('F16')).toEqual({ kind: 'headphones', areIn: false });
  });

  it('leaves every other key alone', () => {
    for (const key of ['1', 'Enter', 'F12', 'toString']) expect(press(key)).toBeNull();
  });

  it('is known by the keys of every pad, and by no letter', () => {
    expect(['1', '5', 'Enter', 'Escape'].every((key) => isPadKey({ key }))).toBe(true);
    expect(['6', '0', 'a', 'Tab', 'F12'].some((key) => isPadKey({ key }))).toBe(false);
  });

  it('has no key for anything but the flow', () => {
    expect(HidKeysSchema.safeParse({ F13: '6' }).success).toBe(false);
  });
});
