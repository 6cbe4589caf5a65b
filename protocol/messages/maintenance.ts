import { z } from 'zod';
import { TerminalIdSchema } from '../identifiers.ts';
import { LIMITS } from '../limits.ts';

/** What opens the technicians' corner of a screen. Runs of digits are refused. */
export const PinSchema = z
  .string()
  .regex(/^\d{6,12}$/, 'expected 6–12 digits')
  .refine((pin) => !isRun(pin), 'one digit only, or digits in a row')
  .describe("PIN of the technicians' corner");

/** `scrypt$N$r$p$salt$hash`, base64url parts; the PIN itself never leaves the hub. */
export const MaintenanceSchema = z.object({ pinHash: z.string().max(200) });

/**
 * Ratings that a technician carries from a terminal to the hub by hand: each the signed message as
 * the terminal would have sent it, to the byte.
 */
export const RatingExportSchema = z.strictObject({
  format: z.literal('haochaping-ratings'),
  version: z.literal(1),
  terminalId: TerminalIdSchema.nullable().describe('Where it was exported'),
  exportedAt: z.iso.datetime(),
  ratings: z.array(z.string().max(LIMITS.payloadBytes)),
});
export type RatingExport = z.infer<typeof RatingExportSchema>;

/** 000000, 123456, 987654: what everybody tries first. */
function isRun(pin: string): boolean {
  return [0, 1, -1].some((step) =>
    [...pin].every((digit, i) => i === 0 || Number(digit) - Number(pin[i - 1]) === step),
  );
}
