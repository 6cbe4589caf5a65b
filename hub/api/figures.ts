import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { DayCalendar } from '../rules/calendar.ts';
import { MOST_GROUPS } from '../statistics/dimension.ts';
import { isPerPerson } from '../statistics/summary.ts';
import type { Role } from '../store/port.ts';
import { figuresCsv } from './figure-csv.ts';
import { type FigureQuery, FigureQuerySchema, questionOf } from './figure-question.ts';
import { type Figures, FiguresSchema, figuresOf } from './figure-views.ts';
import type { Api, ApiParts } from './parts.ts';
import { PROBLEM_RESPONSES, Problem } from './problems.ts';
import { StateSchema } from './views.ts';

const CSV = 'text/csv';
const READERS = ['administrator', 'operator', 'reviewer', 'auditor'] as const satisfies Role[];
/** Who may see the figures of persons (SZ-24). */
const PERSONNEL: ReadonlySet<Role> = new Set(['administrator', 'reviewer', 'auditor']);

interface Asked {
  query: FigureQuery;
  callerRoles: readonly Role[];
}

export function figureRoutes(api: Api, parts: ApiParts): void {
  api.route({
    method: 'GET',
    url: '/api/figures',
    config: { access: { roles: READERS } },
    schema: {
      tags: ['figures'],
      summary: 'Ratings and cases, grouped as asked, with their rates',
      description:
        'Exact at the moment of the answer: a rating that has its receipt is in it. With ' +
        `\`Accept: ${CSV}\` as GET /api/figures.csv answers.`,
      querystring: FigureQuerySchema,
      response: { 200: FiguresSchema, ...PROBLEM_RESPONSES },
    },
    // A page is thousands of numbers that the hub has just computed; to parse them all costs more
    // than to sum them. `figure-views.test.ts` holds them against the schema.
    serializerCompiler: () => (answer) => JSON.stringify(answer),
    handler: async (request, reply) => {
      if (wantsCsv(request.headers.accept)) return sendCsv(reply, request, parts);
      return ask(request, parts);
    },
  });
  api.route({
    method: 'GET',
    url: '/api/figures.csv',
    config: { access: { roles: READERS } },
    schema: {
      tags: ['figures'],
      summary: 'The same for a spreadsheet: all groups, UTF-8 with a byte order mark',
      querystring: FigureQuerySchema,
      response: {
        200: { description: 'CSV', content: { [CSV]: { schema: z.string() } } },
        ...PROBLEM_RESPONSES,
      },
    },
    handler: (request, reply) => sendCsv(reply, request, parts),
  });
  stateRoute(api, parts);
}

function stateRoute(api: Api, parts: ApiParts): void {
  api.route({
    method: 'GET',
    url: '/api/state',
    config: { access: { roles: READERS } },
    schema: {
      tags: ['figures'],
      summary: 'The store: ledger position and hash, counts by standing',
      response: { 200: StateSchema, ...PROBLEM_RESPONSES },
    },
    handler: () => parts.store.query({ kind: 'state' }),
  });
}

async function ask(
  { query, callerRoles }: Asked,
  parts: ApiParts,
  page?: number,
): Promise<Figures> {
  const { timeZone } = await parts.figureRules();
  const today = new DayCalendar(timeZone).dayOf(parts.clock.now());
  const question = questionOf(query, today, page);
  if (isPerPerson(question) && !callerRoles.some((role) => PERSONNEL.has(role))) {
    const message = `needs the role ${[...PERSONNEL].join(' or ')}`;
    throw new Problem(403, 'missingRole', `Figures of persons: this ${message} (SZ-24).`, [
      { path: 'querystring.by', message, rule: 'SZ-24' },
    ]);
  }
  return figuresOf(question, await parts.store.query({ kind: 'figures', ...question }));
}

async function sendCsv(reply: FastifyReply, asked: Asked, parts: ApiParts) {
  const figures = await ask(asked, parts, MOST_GROUPS);
  if (figures.next !== null) {
    const message = `${figures.groups} groups; a file holds ${MOST_GROUPS}`;
    const errors = [{ path: 'querystring.by', message }];
    throw new Problem(422, 'tooManyGroups', 'Ask for fewer days or fewer dimensions.', errors);
  }
  const name = `figures-${figures.from}-${figures.to}.csv`;
  return reply
    .type(`${CSV}; charset=utf-8`)
    .header('content-disposition', `attachment; filename="${name}"`)
    .serializer((text: string) => text)
    .send(figuresCsv(figures));
}

/** Asked for by name; a browser that takes anything gets JSON. */
function wantsCsv(accept: string | undefined): boolean {
  return accept?.split(',').some((one) => one.trim().startsWith(CSV)) ?? false;
}
