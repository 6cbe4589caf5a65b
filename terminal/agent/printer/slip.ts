import { z } from 'zod';
import { textSchema } from '../../../protocol/index.ts';

const LineSchema = textSchema(200).refine((text) => !text.includes('\n'), 'one line');

/** What a receipt printer prints, as the hub gives it with `POST /api/invitations/{id}/qr`. */
export const SlipSchema = z.object({
  above: z.array(LineSchema).max(20).describe('Lines above the QR code'),
  qr: z.object({
    text: z.url().max(500).describe('What the QR code says'),
    errorCorrection: z.literal('M').default('M'),
  }),
  below: z.array(LineSchema).max(20).describe('Lines below it'),
});
export type Slip = z.infer<typeof SlipSchema>;
