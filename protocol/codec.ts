import type { z } from 'zod';
import { WIRE_VERSION } from './envelope.ts';
import { LIMITS } from './limits.ts';
import type { Refusal, RefusalError, RefusalReason } from './refusals.ts';
import { REFUSAL_REASONS } from './refusals.ts';
import { HALF_CHARACTER, halfCharacter } from './well-formed.ts';

/** Bytes that became a message, or why they did not. */
export type Decoded<T> =
  | {
      ok: true;
      message: T /** what the bytes said, before unknown fields were dropped */;
      raw: unknown;
    }
  | { ok: false; refusal: Refusal /** as far as it could be read */; raw: unknown };

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();
/** Bytes in UTF-8 have no other way to say half a character; whole ones are written so as well. */
const ESCAPED_SURROGATE = /\\u[dD][89a-fA-F]/;

/**
 * Turns the bytes of one payload into a message, or into a named refusal that its sender can act
 * on. Never throws on bad input. Unknown fields are dropped, so that a newer terminal may say more.
 */
export function decode<T>(
  bytes: Uint8Array,
  schema: z.ZodType<T>,
  mostBytes: number = LIMITS.payloadBytes,
): Decoded<T> {
  if (bytes.byteLength > mostBytes) {
    return refused('oversized', `${bytes.byteLength} bytes; at most ${mostBytes}`);
  }
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return refused('notUtf8');
  }
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return refused('malformed', 'Not JSON.');
  }
  const path = ESCAPED_SURROGATE.test(text) ? halfCharacter(raw) : null;
  if (path !== null) {
    const errors = [{ path, message: HALF_CHARACTER }];
    return { ok: false, refusal: refusalOf('malformed', errors), raw };
  }
  return check(raw, schema);
}

/** The second half of `decode`, for values that are parsed already. */
export function check<T>(raw: unknown, schema: z.ZodType<T>): Decoded<T> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return { ok: true, message: parsed.data, raw };
  const errors = parsed.error.issues.map(
    (issue): RefusalError => ({ path: issue.path.map(String).join('.'), message: issue.message }),
  );
  return { ok: false, refusal: refusalOf(reasonOf(raw, errors), errors), raw };
}

/** Bytes of a message. The text is kept by outboxes, so that a resend is the same to the byte. */
export function encode(message: unknown): Uint8Array<ArrayBuffer> {
  return encoder.encode(JSON.stringify(message));
}

/** A refusal with its standard words; `errors` beyond the limit are counted, not listed. */
export function refusalOf(
  reason: RefusalReason,
  errors: RefusalError[] = [],
  detail = '',
): Refusal {
  const words = [REFUSAL_REASONS[reason], detail];
  if (errors.length > LIMITS.refusalErrors) words.push(`${errors.length} errors in all.`);
  return {
    reason,
    detail: words.filter((word) => word !== '').join(' '),
    errors: errors.slice(0, LIMITS.refusalErrors),
  };
}

function refused(reason: RefusalReason, detail = ''): Decoded<never> {
  return { ok: false, refusal: refusalOf(reason, [], detail), raw: undefined };
}

function reasonOf(raw: unknown, errors: RefusalError[]): RefusalReason {
  if (isRecord(raw) && 'version' in raw && raw.version !== WIRE_VERSION) return 'unknownVersion';
  const levels = new Set(['body.level', 'body.business', 'body.service']);
  if (errors.every((error) => levels.has(error.path))) return 'wrongLevel';
  return 'malformed';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
