import { z } from 'zod';

/** Why a message was not taken. One word each; the wire, the metrics and the logs use the same. */
export const REFUSAL_REASONS = {
  notUtf8: 'The bytes are not UTF-8.',
  malformed: 'Not JSON, or a field is missing or wrong; the errors name each.',
  oversized: 'Longer than the wire allows.',
  unknownVersion: 'Another version of the message format than this hub reads.',
  wrongLevel: 'The level is not one of the five (SZ-10).',
  wrongTerminal:
    'The message names another terminal than the one that sent it, or that it came to.',
  unknownTerminal: 'No such terminal is enrolled here, or it was revoked.',
  bodyConflict: 'This event id was used before with another content; kept in quarantine.',
  sequenceConflict: 'This sequence number was used before by another event; kept in quarantine.',
  promptExpired: 'The tap came long after the prompt had ended.',
  tooLate: 'The tap came after the invitation had closed (SZ-17a).',
  alreadyRated: 'This case has been rated at this stage (SZ-1R).',
  notInvited:
    'This case may not be rated at this stage (SZ-18g), or it is not the one prompted for.',
  badSignature: 'The signature is not that of this terminal; kept in quarantine.',
} as const;

export type RefusalReason = keyof typeof REFUSAL_REASONS;

export const RefusalReasonSchema = z
  .enum(Object.keys(REFUSAL_REASONS) as [RefusalReason, ...RefusalReason[]])
  .describe('Why the message was not taken');

/** One thing wrong with a message: where, and what was expected there. */
export const RefusalErrorSchema = z.object({
  path: z.string().describe('Dotted path of the field; empty for the whole'),
  message: z.string(),
});
export type RefusalError = z.infer<typeof RefusalErrorSchema>;

/** A message that was not taken, with everything that was wrong with it. */
export interface Refusal {
  reason: RefusalReason;
  /** For people; never holds what the citizen wrote. */
  detail: string;
  errors: RefusalError[];
}
