import type { Facts } from './codes.ts';
import type { Profile } from './profile.ts';

export type Message =
  | { ok: true; content: unknown }
  /** Fields that the platform needs and nothing is known for. */
  | { ok: false; missing: string[] };

/** Fills the platform's fields and puts them into its envelope. Pure. */
export function messageOf(
  { fields }: Profile['record'],
  facts: Facts,
  { wrap, list, beside }: Profile['envelope'],
): Message {
  const message: Record<string, string> = {};
  const missing: string[] = [];
  for (const [name, field] of Object.entries(fields)) {
    const value = 'value' in field ? field.value : facts[field.from];
    if (value !== null) message[name] = value;
    else if ('from' in field && !field.optional) missing.push(`${name} (${field.from})`);
  }
  if (missing.length > 0) return { ok: false, missing };
  const held = list ? [message] : message;
  return { ok: true, content: wrap === null ? held : { ...beside, [wrap]: held } };
}
