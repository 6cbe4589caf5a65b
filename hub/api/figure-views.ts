import { z } from 'zod';
import type { FigureAnswer, FigureQuestion } from '../statistics/dimension.ts';
import { isPerPerson, summaryOf } from '../statistics/summary.ts';
import { cursorOf } from './figure-question.ts';

const ShareSchema = z.number().min(0).max(1).nullable();
const MeanSchema = z.number().min(1).max(5).nullable();

const AmountSchema = z.object({
  citizen: z.int().describe("Citizens' ratings in time"),
  default: z.int().describe('基本满意 by rule, given by nobody (SZ-17b)'),
  notAdopted: z.int().describe('Set aside on appeal (SZ-22a)'),
  test: z.int().describe('Trials of devices; in no rate'),
  unmatched: z.int().describe('Waiting for their service record; in no rate'),
  refused: z.int().describe('Kept as evidence; in no rate'),
  forged: z.int().describe('Kept as evidence; in no rate'),
  levels: z
    .array(z.int())
    .length(5)
    .describe(
      '非常满意, 满意, 基本满意, 不满意, 非常不满意: what the rates without defaults count',
    ),
  satisfaction: ShareSchema.describe('满意率: levels 5, 4 and 3 over all counted, as a share of 1'),
  satisfactionWithDefaults: ShareSchema.describe('The same, defaults counted too'),
  meanLevel: MeanSchema.describe('5 = 非常满意'),
  meanLevelWithDefaults: MeanSchema,
});

const SummarySchema = z.object({
  ratings: AmountSchema.describe('A batch rating of many cases is one'),
  cases: AmountSchema.describe('A batch rating of many cases is many (SZ-20a)'),
});

const FigureRowSchema = SummarySchema.extend({
  day: z.string().optional(),
  hall: z.string().optional(),
  department: z.string().optional(),
  window: z.string().optional(),
  item: z.string().optional(),
  staff: z.string().optional(),
  level: z.string().optional(),
  channel: z.string().optional(),
  kind: z.string().optional(),
});

export const FiguresSchema = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  by: z.array(z.string()),
  notAdopted: z
    .enum(['kept', 'leftOut'])
    .describe(
      "In a person's rates what was not adopted is left out; elsewhere it is kept (SZ-22a)",
    ),
  total: SummarySchema.describe('All of the range that passes the filters, whatever the page'),
  groups: z.int().describe('How many there are in all'),
  rows: z.array(FigureRowSchema).describe('Levels from 非常满意 down, all else in its own order'),
  next: z.string().nullable().describe('Give it as `after` for the next page; null at the end'),
});
export type Figures = z.infer<typeof FiguresSchema>;

/** The answer of the store with its rates. */
export function figuresOf(
  question: FigureQuestion & { from: string; to: string },
  answer: FigureAnswer,
): Figures {
  const perPerson = isPerPerson(question);
  return {
    from: question.from,
    to: question.to,
    by: [...question.by],
    notAdopted: perPerson ? 'leftOut' : 'kept',
    total: summaryOf(answer.total, { perPerson }),
    groups: answer.count,
    rows: answer.groups.map(({ key, counts }) => ({ ...key, ...summaryOf(counts, { perPerson }) })),
    next: cursorOf(answer.next),
  };
}
