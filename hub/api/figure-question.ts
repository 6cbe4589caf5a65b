import { z } from 'zod';
import { CodeSchema } from '../../protocol/index.ts';
import {
  type DimensionValues,
  FIGURE_DIMENSIONS,
  type FigureDimension,
  type FigureQuestion,
  MOST_DIMENSIONS,
  MOST_GROUPS,
} from '../statistics/dimension.ts';
import { FIGURE_KINDS } from '../statistics/figure.ts';

/** Three years: what one question may bring into memory. */
export const MOST_DAYS = 366 * 3;
const DEFAULT_DAYS = 366;
const PAGE = 1_000;
const LARGEST_PAGE = 10_000;

/** A list as a query has it, separated by commas. What is wrong is reported of the whole list. */
function listOf<Value extends string>(value: z.ZodType<Value, string>) {
  return z
    .string()
    .max(2_000)
    .transform((text, context): Value[] =>
      text.split(',').flatMap((one) => {
        const parsed = value.safeParse(one);
        if (parsed.success) return [parsed.data];
        const message = parsed.error.issues.map((issue) => issue.message).join('; ');
        context.addIssue({ code: 'custom', message: `"${one}": ${message}` });
        return [];
      }),
    );
}

const code = () => listOf(z.union([CodeSchema, z.literal('')])).optional();

const FILTERS = {
  hall: code().describe('Only these halls; empty for "not known"'),
  department: code().describe('Only these departments'),
  window: code().describe('Only these windows; a window is numbered within its hall, so name it'),
  item: code().describe('Only these service items'),
  staff: code().describe('Only these members of staff; a question about persons (SZ-24)'),
  level: listOf(z.enum(['5', '4', '3', '2', '1', '']))
    .optional()
    .describe('Only these levels, 5 = 非常满意'),
  channel: code().describe('Only these channels; empty for defaults, which came by none'),
  kind: listOf(z.enum(FIGURE_KINDS)).optional().describe('Only these kinds'),
};

const BySchema = listOf(z.enum(FIGURE_DIMENSIONS))
  .refine((by) => by.length <= MOST_DIMENSIONS, `more than ${MOST_DIMENSIONS}`)
  .refine((by) => new Set(by).size === by.length, 'names one twice');

/** What one may ask; everything wrong with it is reported at once. */
export const FigureQuerySchema = z
  .object({
    from: z.iso
      .date()
      .optional()
      .describe('First day in the time zone of the rule pack; a year before `to` if left out'),
    to: z.iso.date().optional().describe('Last day, included; today if left out'),
    by: BySchema.default(['day', 'level']).describe(
      `What to group by, at most ${MOST_DIMENSIONS}, separated by commas: ` +
        `${FIGURE_DIMENSIONS.join(', ')}. A window's groups name its hall too`,
    ),
    ...FILTERS,
    limit: z.coerce.number().int().min(1).max(LARGEST_PAGE).default(PAGE),
    after: z.string().max(200).optional().describe('`next` of the page before'),
  })
  .refine((query) => query.window === undefined || query.hall !== undefined, {
    path: ['window'],
    error: 'needs hall: a window is numbered within its hall',
    when: ({ value }) => isRecord(value),
  })
  .refine(({ from, to }) => !isDay(from) || !isDay(to) || from <= to, {
    path: ['to'],
    error: 'is before from',
    when: ({ value }) => isRecord(value),
  })
  .refine(({ from, to }) => !isDay(from) || !isDay(to) || daysOf(from, to) <= MOST_DAYS, {
    path: ['from'],
    error: `is more than ${MOST_DAYS} days before to`,
    when: ({ value }) => isRecord(value),
  })
  .refine(({ after, by }) => after === undefined || placesOf(after).length === by.length, {
    path: ['after'],
    error: 'is not the `next` of a page of this question',
    when: ({ value }) => isRecord(value) && Array.isArray(value.by),
  });
export type FigureQuery = z.infer<typeof FigureQuerySchema>;

/** The question for the store; `today` is the day in the pack's time zone. */
export function questionOf(query: FigureQuery, today: string, page: number = query.limit) {
  const to = query.to ?? laterOf(today, query.from);
  const from = query.from ?? dayBefore(to, DEFAULT_DAYS - 1);
  const named = Object.keys(FILTERS) as (keyof typeof FILTERS)[];
  const given = named.filter((name) => query[name] !== undefined);
  const where: DimensionValues = Object.fromEntries(given.map((name) => [name, query[name]]));
  return {
    from,
    to,
    by: query.by as FigureDimension[],
    where,
    limit: Math.min(page, MOST_GROUPS),
    ...(query.after === undefined ? {} : { after: placesOf(query.after) }),
  } satisfies FigureQuestion;
}

/** Codes hold no comma, so a list of them is plain text. */
export function cursorOf(next: readonly string[] | null): string | null {
  return next === null ? null : next.join(',');
}

function placesOf(cursor: string): string[] {
  return cursor.split(',');
}

function daysOf(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(to).days + 1;
}

function dayBefore(day: string, days: number): string {
  return Temporal.PlainDate.from(day).subtract({ days }).toString();
}

function laterOf(today: string, from: string | undefined): string {
  return from !== undefined && from > today ? from : today;
}

function isDay(day: unknown): day is string {
  return z.iso.date().safeParse(day).success;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
