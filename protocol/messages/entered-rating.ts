import { z } from 'zod';
import type { VersionSchema } from '../envelope.ts';
import { EventIdSchema, InstantSchema, InvitationIdSchema } from '../identifiers.ts';
import { RatingBodySchema } from './rating.ts';

const { shape } = RatingBodySchema;

/** The levels, tags and words of a rating (SZ-11), whatever was pressed to give them. */
const SAID = {
  level: shape.level,
  business: shape.business,
  service: shape.service,
  tags: shape.tags,
  text: shape.text,
  linked: shape.linked,
};
const SHOWN = {
  displayOrder: shape.displayOrder,
  language: shape.language,
  revisions: shape.revisions,
};

const SAYS_NOTHING = {
  path: ['level'],
  message: 'required unless linked cases are rated (SZ-11, SZ-20b)',
};

/** What the page behind a QR code sends; which case it is about is known from its token. */
export const PhoneRatingBodySchema = z
  .strictObject({ ...SAID, ...SHOWN })
  .refine(({ level, linked }) => level !== null || linked !== undefined, SAYS_NOTHING);
export type PhoneRatingBody = z.infer<typeof PhoneRatingBodySchema>;

/** phone → hub, `POST /api/phone/{token}/ratings`. Sent again unchanged until it is answered. */
export const PhoneRatingSchema = z.strictObject({
  eventId: EventIdSchema.describe('UUIDv7 minted by the page when the citizen taps'),
  body: PhoneRatingBodySchema,
});
export type PhoneRating = z.infer<typeof PhoneRatingSchema>;

/** Roads on which a business system hands over ratings; terminals have their own (SZ-12). */
export const EnteredChannelSchema = z
  .enum(['pc', 'mobile', 'qr', 'hotline', 'sms'])
  .describe('By which road the rating was given (SZ-12)');
export type EnteredChannel = z.infer<typeof EnteredChannelSchema>;

const InvitationSchema = InvitationIdSchema.nullable()
  .default(null)
  .describe('As the service record was answered; null or absent when it is not known');

/** A rating that an online service, the hotline or an SMS gateway took from its citizen. */
export const SystemRatingBodySchema = z
  .strictObject({
    caseNo: shape.caseNo,
    stage: shape.stage,
    invitationId: InvitationSchema,
    channel: EnteredChannelSchema,
    ...SAID,
    displayOrder: shape.displayOrder.optional(),
    language: shape.language.optional(),
    revisions: shape.revisions.optional(),
  })
  .refine(({ level, linked }) => level !== null || linked !== undefined, SAYS_NOTHING);
export type SystemRatingBody = z.infer<typeof SystemRatingBodySchema>;

/** business system → hub, `POST /api/ratings`. */
export const SystemRatingSchema = z.strictObject({
  eventId: EventIdSchema.describe('UUIDv7 minted by the system; the rating is known by it'),
  ratedAt: InstantSchema.describe('When the citizen rated'),
  body: SystemRatingBodySchema,
});
export type SystemRating = z.infer<typeof SystemRatingSchema>;

/** A rating that came by no terminal, as the hub keeps it. */
export interface EnteredRating {
  version: z.infer<typeof VersionSchema>;
  /** The entrance: `phone`, or `system:` and the system's id. */
  terminalId: string;
  eventId: string;
  ratedAt?: string;
  body: Omit<SystemRatingBody, 'invitationId'> & { invitationId: string | null };
}

/** The entrance of all ratings given on a phone by a link; no terminal may have this name. */
export const PHONE_ENTRANCE = 'phone';

/** The entrance of a business system; a colon is in no terminal's name. */
export function systemEntrance(systemId: string): string {
  return `system:${systemId}`;
}
