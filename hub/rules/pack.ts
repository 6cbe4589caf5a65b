import { z } from 'zod';
import { LevelSchema } from '../../protocol/index.ts';
import { TermSchema } from './term.ts';

const MINUTE_MS = 60_000;
const ClockTimeSchema = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'not a time of day from 00:00 to 23:59');

/**
 * What one place's rating regime says: data, versioned, validated. Each decision names the pack
 * and version it was taken by, so that any day can be explained and replayed.
 */
export const RulePackSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,39}$/)
    .describe('The place, the same in all its versions'),
  version: z.int().min(1).describe('Another one with every change; a version never changes'),
  title: z.string().min(1).max(80).describe("The place's name in Chinese"),
  source: z.strictObject({
    document: z.string().min(1).max(200),
    clause: z.string().min(1).max(200),
    unconfirmed: z
      .string()
      .min(1)
      .max(500)
      .optional()
      .describe('What of this pack its original does not say, or could not be checked against'),
  }),
  validFrom: z.iso.date().describe('First day whose completions it governs'),
  timeZone: z
    .string()
    .refine(isTimeZone, 'not an IANA time zone')
    .describe('Days begin and end here'),
  rating: TermSchema.describe('Days to rate in, after the day of completion (SZ-17a)'),
  defaultLevel: LevelSchema.describe('What a case counts as that nobody rated (SZ-17b)'),
  supplementary: z.boolean().describe('May a rated case be rated once more, 追评 (SZ-1R)?'),
  stages: z.strictObject({
    receipt: z.boolean().describe('Is receipt at a window rated by itself (SZ-18e)?'),
  }),
  batch: z.strictObject({
    minCases: z.int().min(2).max(1_000).describe('So many cases at once are one batch (SZ-20a)'),
  }),
  reminder: z
    .strictObject({
      afterDays: z.int().min(1).max(364).describe('Natural days after the day of completion'),
      from: ClockTimeSchema.describe('Not earlier in the day'),
      until: ClockTimeSchema.describe('Not later in the day, exclusive'),
    })
    .nullable()
    .describe('The one SMS to who has not rated; null for none (SZ-13)'),
  workOrder: z.strictObject({
    negativeUpTo: LevelSchema.describe('A rating at this level or below makes one (SZ-21a)'),
    due: TermSchema.describe('Days to deal with it, after the day of the rating (SZ-21b)'),
    nearlyDueDays: z.int().min(0).max(364).describe('Shown as nearly due so many days before'),
    ratersRateTheFix: z.boolean().describe('Does the rater rate how it was dealt with?'),
  }),
  appeal: z.strictObject({
    days: z
      .int()
      .min(1)
      .max(3_650)
      .nullable()
      .describe('Natural days to appeal in; null without limit (SZ-22a)'),
  }),
  figures: z.strictObject({
    smallestGroup: z.int().min(1).max(1_000).describe('A smaller group is not published (SZ-23a)'),
  }),
  promptShowMs: z
    .int()
    .min(20_000)
    .max(60 * MINUTE_MS)
    .describe('A terminal shows a prompt for so long after it was made'),
  promptGraceMs: z
    .int()
    .min(0)
    .max(24 * 60 * MINUTE_MS)
    .describe('A tap so long after the end of its prompt still belongs to it'),
});
export type RulePack = z.infer<typeof RulePackSchema>;

/** How explanations name a pack, e.g. `shenzhen@1`. */
export function packLabel(pack: Pick<RulePack, 'name' | 'version'>): string {
  return `${pack.name}@${pack.version}`;
}

function isTimeZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}
