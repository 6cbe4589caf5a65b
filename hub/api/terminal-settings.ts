import { z } from 'zod';
import {
  CodeSchema,
  EditionNameSchema,
  InstructionActionSchema,
  PinSchema,
  TerminalIdSchema,
  TimingsSchema,
} from '../../protocol/index.ts';
import type { Scope } from '../devices/terminal-settings.ts';
import type { AskedChange } from '../devices/upkeep.ts';
import type { Outcome } from '../store/port.ts';
import type { Api, ApiParts } from './parts.ts';
import { PROBLEM_RESPONSES, Problem } from './problems.ts';
import { EpochMsSchema } from './views.ts';

type Decided = Outcome<'terminalSettings.change'>;
type Undecided = Extract<Decided, { changed: false }>['reason'];

const UNDECIDED: Record<Undecided, { status: number; message: string }> = {
  unknownTerminal: { status: 404, message: 'No such terminal.' },
  unknownEdition: { status: 404, message: 'No such edition is published.' },
  unknownHall: { status: 404, message: 'No such hall in the directory.' },
  revoked: { status: 409, message: 'Revoked for good; nothing reaches it any more.' },
  isLeaving: { status: 409, message: 'It is being decommissioned; take that back first.' },
};

const ScopeSchema = z
  .string()
  .max(60)
  .describe('`all`, `hall:` and a hallId, or `terminal:` and a terminalId');

/** As in a terminal's configuration, with what is not decided left out. */
const { undoMs, thanksMs, promptIdleMs, warnMs } = TimingsSchema.shape;
const TimingsChangeSchema = z.strictObject({
  undoMs: undoMs.unwrap().optional(),
  thanksMs: thanksMs.unwrap().optional(),
  promptIdleMs: promptIdleMs.unwrap().optional(),
  warnMs: warnMs.unwrap().optional(),
});

const SettingsChangeSchema = z
  .strictObject({
    paused: z.boolean().optional().describe('Nobody is asked; a citizen who is here finishes'),
    timings: TimingsChangeSchema.nullable().optional(),
    edition: z
      .strictObject({ edition: EditionNameSchema, percent: z.int().min(1).max(100).default(100) })
      .nullable()
      .optional()
      .describe("The app to run, by how many of the scope's terminals; the others keep theirs"),
    pin: PinSchema.nullable()
      .optional()
      .describe("Opens the technicians' corner of the screen; kept as a hash"),
  })
  .meta({ examples: [{ paused: true }, { edition: { edition: '1.4.0', percent: 10 } }] });

const SettingsViewSchema = z.object({
  scope: ScopeSchema,
  paused: z.boolean(),
  timings: TimingsChangeSchema.nullable(),
  edition: z
    .object({
      edition: EditionNameSchema,
      percent: z.int(),
      before: EditionNameSchema.nullable().describe('What the others of the scope keep'),
    })
    .nullable(),
  pin: z.boolean().describe("A PIN of the technicians' corner is set here"),
  instruction: z
    .object({
      instructionId: z.string(),
      action: InstructionActionSchema,
      force: z.boolean(),
      givenAt: EpochMsSchema,
      until: EpochMsSchema.nullable(),
    })
    .nullable(),
});

const ChangedSchema = z.object({
  terminalIds: z.array(z.string()).describe('Whose configuration changed by it'),
});
const ScopeParams = z.object({ scope: ScopeSchema });

/** Terminals from afar: paused, set, restarted; one at a time, by hall, or all. */
export function terminalSettingsRoutes(api: Api, parts: ApiParts): void {
  listRoute(api, parts);
  changeRoute(api, parts);
  instructionRoute(api, parts);
}

/** Throws a problem where the store refused. */
export function decidedOr(decided: Decided): string[] {
  if (decided.changed) return decided.terminalIds;
  const { status, message } = UNDECIDED[decided.reason];
  throw new Problem(status, decided.reason, message);
}

function listRoute(api: Api, parts: ApiParts): void {
  api.route({
    method: 'GET',
    url: '/api/terminal-settings',
    config: { access: { roles: ['administrator', 'operator'] } },
    schema: {
      tags: ['terminals'],
      summary: 'What is decided for terminals, by scope',
      description: 'What follows for one terminal, and what it runs, is in `GET /api/terminals`.',
      response: { 200: z.array(SettingsViewSchema), ...PROBLEM_RESPONSES },
    },
    handler: async () => {
      const rows = await parts.store.query({ kind: 'terminalSettings' });
      return rows.map(({ scope, paused = false, timings, edition, pinHash, instruction }) => ({
        ...{ scope: textOf(scope), paused, timings: timings ?? null },
        ...{ edition: edition ?? null, pin: pinHash !== undefined },
        instruction: instruction ?? null,
      }));
    },
  });
}

function changeRoute(api: Api, parts: ApiParts): void {
  api.route({
    method: 'PATCH',
    url: '/api/terminal-settings/:scope',
    config: { access: 'administrator' },
    schema: {
      tags: ['terminals'],
      summary: 'Pause or set terminals from afar',
      description:
        'What is left out stays, `null` takes back. Paused by any scope is paused; of other ' +
        'settings the narrowest scope holds. A terminal takes it when nobody is rating.',
      params: ScopeParams,
      body: SettingsChangeSchema,
      response: { 200: ChangedSchema, ...PROBLEM_RESPONSES },
    },
    handler: async (request) => {
      const change = request.body as AskedChange;
      const scope = readScope(request.params.scope);
      return { terminalIds: decidedOr(await parts.upkeep.decide(scope, change, request.caller)) };
    },
  });
}

function instructionRoute(api: Api, parts: ApiParts): void {
  api.route({
    method: 'POST',
    url: '/api/terminal-settings/:scope/instructions',
    config: { access: 'administrator' },
    schema: {
      tags: ['terminals'],
      summary: 'Restart the page or the agent of terminals',
      description:
        'Each does it once, when nobody is at it, within a day; `runs.instructionDone` of ' +
        '`GET /api/terminals` says that it did.',
      params: ScopeParams,
      body: z.strictObject({ action: z.enum(['reloadPage', 'restartAgent']) }),
      response: {
        202: ChangedSchema.extend({ instructionId: z.string() }),
        ...PROBLEM_RESPONSES,
      },
    },
    handler: async (request, reply) => {
      const scope = readScope(request.params.scope);
      const { action } = request.body;
      const { instructionId, decided } = await parts.upkeep.instruct(scope, action, request.caller);
      return reply.code(202).send({ instructionId, terminalIds: decidedOr(decided) });
    },
  });
}

function readScope(text: string): Scope {
  if (text === 'all') return { kind: 'all' };
  const [kind, id] = text.split(':', 2);
  const hallId = CodeSchema.safeParse(id);
  if (kind === 'hall' && hallId.success) return { kind, hallId: hallId.data };
  const terminalId = TerminalIdSchema.safeParse(id);
  if (kind === 'terminal' && terminalId.success) return { kind, terminalId: terminalId.data };
  const message = 'Expected all, hall:HALLID or terminal:TERMINALID.';
  throw new Problem(400, 'invalid', message, [{ path: 'params.scope', message }]);
}

function textOf(scope: Scope): string {
  if (scope.kind === 'all') return 'all';
  return scope.kind === 'hall' ? `hall:${scope.hallId}` : `terminal:${scope.terminalId}`;
}
