import { z } from 'zod';
import { leadsToLoopback } from './loopback.ts';

/** A whole number. Text from a command line or the environment becomes one; the rest is left to zod. */
export function whole(min: number, max: number) {
  const fromText = (value: unknown) =>
    typeof value === 'string' && /^-?\d+$/.test(value.trim()) ? Number(value) : value;
  return z.preprocess(fromText, z.int().min(min).max(max));
}

/** A switch; naming it alone turns it on. */
export function yesOrNo() {
  const words: Record<string, boolean> = { true: true, yes: true, '1': true, '': true };
  Object.assign(words, { false: false, no: false, '0': false });
  return z.preprocess(
    (value) => (typeof value === 'string' ? (words[value.toLowerCase()] ?? value) : value),
    z.boolean(),
  );
}

/** Web origins, separated by commas. */
export function origins() {
  const fromText = (value: unknown) =>
    typeof value === 'string'
      ? value
          .split(',')
          .map((part) => part.trim())
          .filter((part) => part !== '')
      : value;
  return z.preprocess(fromText, z.array(z.url({ protocol: /^https?$/ })));
}

/** A port; null for "off", 0 for a free one. */
export function portOrOff() {
  return z.preprocess(
    (value) => (value === 'off' ? null : /^\d+$/.test(String(value)) ? Number(value) : value),
    z.int().min(0).max(65_535).nullable(),
  );
}

/** Where another system listens; null for "off". */
export function urlOrOff() {
  return z.preprocess(
    (value) => (value === 'off' ? null : value),
    z.url({ protocol: /^https?$/ }).nullable(),
  );
}

/** Known to the other side as well; never logged. */
export function secret() {
  return z.string().max(500).default('');
}

/** Ratings and tokens cross the open network, so it is https; this machine itself is for trials. */
export function publicAddress() {
  const isSafe = (text: string) => new URL(text).protocol === 'https:' || leadsToLoopback(text);
  return z.preprocess(
    (value) => (value === 'off' ? null : value),
    z
      .url({ protocol: /^https?$/, abort: true })
      .refine(isSafe, 'must begin with https://, except for localhost')
      .refine((text) => !/[?#]/.test(text), 'must have no ? and no #')
      .nullable(),
  );
}
