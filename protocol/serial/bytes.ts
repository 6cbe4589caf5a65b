import { z } from 'zod';

/** Bytes as a profile writes them: `a5 5a 03`, case and spaces as one likes. */
export const HexSchema = z
  .string()
  .regex(/^\s*([0-9a-f]{2}\s*)*$/i, 'expected bytes in hexadecimal, e.g. "a5 5a 03"')
  .transform((text) => hexOf(bytesOf(text)));

/** @param hex pairs of hexadecimal digits, with or without spaces */
export function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  const pairs = hex.match(/[0-9a-f]{2}/gi) ?? [];
  return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16));
}

/** `a5 5a 03`, as logs and profiles show bytes. */
export function hexOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

export function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Does `bytes` say `part` at this place? False also when it ends before. */
export function says(bytes: Uint8Array, at: number, part: Uint8Array): boolean {
  if (at + part.length > bytes.length) return false;
  return part.every((byte, i) => bytes[at + i] === byte);
}
