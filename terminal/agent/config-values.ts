import { z } from 'zod';
import { HidKeysSchema } from '../app/input/schemas.ts';

// Kinds of values that settings have, each from a text or as it is.

/** A whole number, or a text that says one. */
export function whole(min: number, max: number) {
  const fromText = (value: unknown) =>
    typeof value === 'string' && /^-?\d+$/.test(value.trim()) ? Number(value) : value;
  return z.preprocess(fromText, z.int().min(min).max(max));
}

/** `F13=confirm,F15=headphonesIn` */
export function hidKeys() {
  const fromText = (value: unknown) =>
    typeof value === 'string'
      ? Object.fromEntries(
          value
            .split(',')
            .map((pair) => pair.split('=').map((part) => part.trim()))
            .filter(([key]) => key !== ''),
        )
      : value;
  return z.preprocess(fromText, HidKeysSchema);
}

/** A port, or "off". 0 takes a free one. */
export function portOrOff() {
  return z.union([z.literal('off'), whole(0, 65_535)]).default('off');
}

/** Web origins, by commas. */
export function origins() {
  const fromText = (value: unknown) =>
    typeof value === 'string'
      ? value
          .split(',')
          .map((part) => part.trim())
          .filter(Boolean)
      : value;
  const origin = z
    .url({ protocol: /^https?$/ })
    .refine(
      (url) => URL.parse(url)?.origin === url,
      'expected an origin like http://10.0.0.5:8080',
    );
  return z.preprocess(fromText, z.array(origin));
}
