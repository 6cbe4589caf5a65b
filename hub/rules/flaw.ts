import type { z } from 'zod';

/** One thing that is wrong with a rule pack or a calendar. */
export interface Flaw {
  /** Dotted path of the field; empty for the whole. */
  path: string;
  message: string;
  /** The rule that the field serves, where one applies. */
  rule?: string;
}

/** Everything that a schema finds wrong, at once, each with the rule that its field serves. */
export function flawsOf(error: z.ZodError, rules: Readonly<Record<string, string>> = {}): Flaw[] {
  return error.issues.map(({ path, message }) => flaw(path.map(String).join('.'), message, rules));
}

/** A flaw with the rule of the nearest field on its path that has one. */
export function flaw(
  path: string,
  message: string,
  rules: Readonly<Record<string, string>> = {},
): Flaw {
  const parts = path.split('.');
  for (let length = parts.length; length > 0; length--) {
    const rule = rules[parts.slice(0, length).join('.')];
    if (rule !== undefined) return { path, message, rule };
  }
  return { path, message };
}
