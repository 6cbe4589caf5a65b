import { z } from 'zod';
import { LIMITS } from './limits.ts';
import { HALF_CHARACTER } from './well-formed.ts';

/** Lower-case words, digits and hyphens: safe in a topic, a file name and a URL. */
export const TerminalIdSchema = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{1,46})[a-z0-9]$/, 'expected 3–48 of a–z, 0–9 and "-"')
  .describe('Name of a terminal; also its MQTT user name and client id');

export const CaseNoSchema = z
  .string()
  .max(LIMITS.caseNo)
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9._-]*)$/, 'expected letters, digits, ".", "_" or "-"')
  .describe('办件流水号, at most 50 characters (GB/T 39046-2020 table 9)');

/** A short code of a hall, window, item, department or staff member. */
export const CodeSchema = z
  .string()
  .min(1)
  .max(40)
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9._-]*)$/, 'expected letters, digits, ".", "_" or "-"');

export const EventIdSchema = z
  .uuidv7()
  .describe('UUIDv7 minted by the terminal when the citizen taps; the rating is known by it');
export const BootIdSchema = z.uuid().describe('New at every start of the terminal');
export const PromptIdSchema = z.uuid().describe('One asking of one invitation at one terminal');
export const InvitationIdSchema = z.uuid().describe('The right to rate one case at one stage');

export const InstantSchema = z.iso
  .datetime({
    offset: true,
    precision: 3,
    error: 'is no instant with milliseconds and offset, as 2026-11-22T09:30:00.000+08:00 is',
  })
  .describe('RFC 3339 with milliseconds and offset, e.g. 2026-11-22T09:30:00.000+08:00');

/** Text as a person types it, counted in code points, without control characters. */
export function textSchema(maxCodePoints: number) {
  return z
    .string()
    .max(maxCodePoints * 2)
    .refine((text) => codePoints(text) <= maxCodePoints, `longer than ${maxCodePoints} characters`)
    .refine((text) => !hasControlCharacters(text), 'has control characters')
    .refine((text) => text.isWellFormed(), HALF_CHARACTER);
}

/** Code points of a text: 𬭎 counts as one, as a person would count it (SZ-11). */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

function hasControlCharacters(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if ((unit < 0x20 && unit !== 0x0a) || unit === 0x7f) return true;
  }
  return false;
}
