import { z } from 'zod';
import type { FigureDimension } from '../store/port.ts';
import type { Api, ApiParts } from './parts.ts';
import { PROBLEM_RESPONSES } from './problems.ts';
import { StateSchema } from './views.ts';

const DIMENSIONS = [
  'day',
  'hall',
  'department',
  'window',
  'item',
  'staff',
  'level',
  'channel',
  'kind',
] as const satisfies FigureDimension[];
const DimensionSchema = z.enum(DIMENSIONS);

const QuerySchema = z.object({
  from: z.iso.date().optional().describe('First day, in the time zone of the rule pack'),
  to: z.iso.date().optional().describe('Last day, included'),
  by: z
    .string()
    .max(100)
    .default('day,level')
    .refine(
      (by) => by.split(',').every((one) => DimensionSchema.safeParse(one).success),
      `expected a list of ${DIMENSIONS.join(', ')}`,
    )
    .describe(`What to group by, separated by commas: ${DIMENSIONS.join(', ')}`),
});

const FigureRowSchema = z.object({
  day: z.string().optional(),
  hall: z.string().optional(),
  department: z.string().optional(),
  window: z.string().optional(),
  item: z.string().optional(),
  staff: z.string().optional(),
  level: z.string().optional(),
  channel: z.string().optional(),
  kind: z.string().optional(),
  ratings: z.int(),
  cases: z.int(),
});

export function figureRoutes(api: Api, parts: ApiParts): void {
  api.route({
    method: 'GET',
    url: '/api/figures',
    config: { access: { roles: ['administrator', 'operator'] } },
    schema: {
      tags: ['figures'],
      summary: 'How many ratings, grouped as asked',
      querystring: QuerySchema,
      response: { 200: z.array(FigureRowSchema), ...PROBLEM_RESPONSES },
    },
    handler: async (request) => {
      const { from, to, by } = request.query;
      return parts.store.query({
        kind: 'figures',
        by: [...new Set(by.split(',').map((one) => DimensionSchema.parse(one)))],
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
      });
    },
  });
  api.route({
    method: 'GET',
    url: '/api/state',
    config: { access: { roles: ['administrator', 'operator'] } },
    schema: {
      tags: ['figures'],
      summary: 'The store: ledger position and hash, counts by standing',
      response: { 200: StateSchema, ...PROBLEM_RESPONSES },
    },
    handler: () => parts.store.query({ kind: 'state' }),
  });
}
