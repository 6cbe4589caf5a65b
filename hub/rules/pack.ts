import { z } from 'zod';
import { LevelSchema } from '../../protocol/index.ts';

const MINUTE_MS = 60_000;

/**
 * The numbers of one place's rating regime: data, versioned, validated. Each decision names the
 * pack and version it was taken by, so that any day can be explained and replayed.
 */
export const RulePackSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/),
  version: z.int().min(1).describe('Grows with every change of a number below'),
  timeZone: z
    .string()
    .refine(isTimeZone, 'not an IANA time zone')
    .describe('Days begin and end here'),
  ratingDays: z.int().min(1).max(365).describe('Natural days to rate in (SZ-17a)'),
  defaultLevel: LevelSchema.describe('What a case counts as that nobody rated (SZ-17b)'),
  batch: z
    .strictObject({ minCases: z.int().min(2).max(100) })
    .describe('Cases of one declaration that make a batch (SZ-20a)'),
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

/** 深圳市政务服务“好差评”实施办法(试行). */
export const shenzhen: RulePack = {
  name: 'shenzhen',
  version: 1,
  timeZone: 'Asia/Shanghai',
  ratingDays: 7,
  defaultLevel: 3,
  batch: { minCases: 2 },
  figures: { smallestGroup: 5 },
  promptShowMs: 5 * MINUTE_MS,
  promptGraceMs: 10 * MINUTE_MS,
};

export type ParsedPack =
  | { ok: true; pack: RulePack }
  | { ok: false; errors: { path: string; message: string }[] };

/** Reads a pack from data, or names everything that is wrong with it at once. */
export function parsePack(data: unknown): ParsedPack {
  const parsed = RulePackSchema.safeParse(data);
  if (parsed.success) return { ok: true, pack: parsed.data };
  return {
    ok: false,
    errors: parsed.error.issues.map((issue) => ({
      path: issue.path.map(String).join('.'),
      message: issue.message,
    })),
  };
}

/** How explanations name a pack, e.g. `shenzhen@1`. */
export function packLabel(pack: RulePack): string {
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
