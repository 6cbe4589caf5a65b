import { z } from 'zod';
import { CodeSchema, InstantSchema, TerminalIdSchema, textSchema } from '../identifiers.ts';
import { TerminalKindSchema } from './configuration.ts';
import { PHONE_ENTRANCE } from './entered-rating.ts';
import { PinSchema } from './maintenance.ts';

/** The public half of the key that signs every rating; the private half never leaves the device. */
export const PublicKeySchema = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  y: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
});
export type PublicKey = z.infer<typeof PublicKeySchema>;

/** Eight characters without 0/O/1/I/L, shown as XXXX-XXXX; read aloud over a counter. */
export const UserCodeSchema = z.string().regex(/^[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$/);

/** terminal → hub, `POST /api/enrolments`: a device asks to become a terminal. */
export const EnrolmentRequestSchema = z.strictObject({
  kind: TerminalKindSchema,
  publicKey: PublicKeySchema,
  appVersion: z.string().max(40),
  hint: textSchema(80).optional().describe('Where the device thinks it stands, for the approver'),
});
export type EnrolmentRequest = z.infer<typeof EnrolmentRequestSchema>;

/** The hub's answer. The code is shown on the screen; an administrator approves it at the hub. */
export const EnrolmentTicketSchema = z.object({
  enrolmentId: z.uuid(),
  userCode: UserCodeSchema,
  collectToken: z.string().min(40).max(64).describe('Secret; proves that the same device collects'),
  expiresAt: InstantSchema,
  pollIntervalMs: z.int(),
});
export type EnrolmentTicket = z.infer<typeof EnrolmentTicketSchema>;

/** terminal → hub, `POST /api/enrolments/{enrolmentId}/collection`. */
export const EnrolmentCollectionSchema = z.strictObject({ collectToken: z.string().max(64) });

/** What the device is told while it waits, and once it is approved. */
export const EnrolmentStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('pending'), expiresAt: InstantSchema }),
  z.object({ state: z.literal('rejected') }),
  z.object({ state: z.literal('expired') }),
  z.object({
    state: z.literal('approved'),
    terminalId: TerminalIdSchema,
    secret: z
      .string()
      .describe(
        'MQTT password. Made anew at each collection until the terminal first connects; the hub keeps its hash only',
      ),
    mqtt: z.object({ tcpPort: z.int().nullable(), wsPath: z.string() }),
  }),
]);
export type EnrolmentState = z.infer<typeof EnrolmentStateSchema>;

/** administrator → hub, `POST /api/enrolments/{userCode}/approval`. */
export const EnrolmentApprovalSchema = z.strictObject({
  terminalId: TerminalIdSchema.refine(
    (name) => name !== PHONE_ENTRANCE,
    `"${PHONE_ENTRANCE}" is where ratings by QR code come in`,
  ).describe('Name to give; must be new'),
  terminalNo: CodeSchema.describe('Number shown on the screen'),
  hallId: CodeSchema,
  windowNo: CodeSchema.nullable().describe('null for a kiosk'),
  pin: PinSchema.optional().describe("Opens the technicians' corner; can be set later"),
});
export type EnrolmentApproval = z.infer<typeof EnrolmentApprovalSchema>;
