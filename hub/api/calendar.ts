import { z } from 'zod';
import { CalendarDataSchema, parseCalendar } from '../rules/calendar-data.ts';
import type { Moved } from '../rules/recomputable.ts';
import { uncheckedBody } from './intake.ts';
import type { Api, ApiParts } from './parts.ts';
import { PROBLEM_RESPONSES } from './problems.ts';
import { ruleValidationRoute } from './rule-validation.ts';
import { clash, ImportedSchema, invalid, unsound, validationOf } from './rule-views.ts';

const EpochMsSchema = z.int().describe('Milliseconds since 1970-01-01T00:00Z, exclusive');
const MovedSchema = z.object({
  kind: z.enum(['invitation', 'workOrder']),
  id: z.string(),
  from: EpochMsSchema,
  to: EpochMsSchema,
}) satisfies z.ZodType<Moved>;

export function calendarRoutes(api: Api, parts: ApiParts): void {
  readingRoute(api, parts);
  validationRoute(api, parts);
  importRoute(api, parts);
}

function validationRoute(api: Api, parts: ApiParts): void {
  ruleValidationRoute(api, {
    url: '/api/calendar/validation',
    what: 'working calendar',
    body: CalendarDataSchema,
    validate: async (given) => {
      const parsed = parseCalendar(given);
      if (!parsed.ok) return invalid(parsed.errors);
      const { calendar } = parsed;
      return validationOf(await parts.store.query({ kind: 'calendarAdmission', calendar }));
    },
  });
}

function importRoute(api: Api, parts: ApiParts): void {
  api.route({
    method: 'PUT',
    url: '/api/calendar',
    config: { access: 'administrator' },
    schema: {
      tags: ['rules'],
      summary: 'Import a working calendar',
      description:
        'Whole: all years of the present one, corrected or not, and new ones, under a higher ' +
        'version. What is open and counts working days is counted again; the answer lists what ' +
        'moved. The same content may come any number of times (SZ-21b).',
      body: CalendarDataSchema,
      response: {
        200: z.object({
          version: z.int(),
          status: z.enum(['imported', 'unchanged']),
          moved: z.array(MovedSchema),
        }),
        ...PROBLEM_RESPONSES,
      },
    },
    // `parseCalendar` looks at the whole, and names what contradicts what.
    validatorCompiler: uncheckedBody,
    handler: async (request) => {
      const parsed = parseCalendar(request.body);
      if (!parsed.ok) throw unsound('calendar', parsed.errors);
      const { calendar } = parsed;
      const by = request.caller;
      const at = parts.clock.now();
      const outcome = await parts.store.submit({ kind: 'calendar.import', calendar, by, at });
      if (outcome.status === 'refused') throw clash('calendar', outcome.errors);
      const { version } = calendar;
      const { status } = outcome;
      const moved = outcome.status === 'imported' ? outcome.moved : [];
      parts.log.info({ version, by, status, moved: moved.length }, 'working calendar imported');
      return { version, status, moved };
    },
  });
}

function readingRoute(api: Api, parts: ApiParts): void {
  api.route({
    method: 'GET',
    url: '/api/calendar',
    config: { access: 'administrator' },
    schema: {
      tags: ['rules'],
      summary: 'The working calendar in force',
      description: 'A year that it lacks is counted by its weekdays, provisionally (SZ-21b).',
      response: {
        200: z.object({ imported: ImportedSchema, calendar: CalendarDataSchema }),
        ...PROBLEM_RESPONSES,
      },
    },
    handler: () => parts.store.query({ kind: 'calendar' }),
  });
}
