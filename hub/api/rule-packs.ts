import { z } from 'zod';
import { packLabel, type RulePack, RulePackSchema } from '../rules/pack.ts';
import { parsePack } from '../rules/parse-pack.ts';
import type { PackRow } from '../store/port.ts';
import { uncheckedBody } from './intake.ts';
import type { Api, ApiParts } from './parts.ts';
import { PROBLEM_RESPONSES, Problem } from './problems.ts';
import { ruleValidationRoute } from './rule-validation.ts';
import { clash, ImportedSchema, invalid, unsound, validationOf } from './rule-views.ts';

const LabelSchema = z.string().max(60).describe('Name and version, e.g. shenzhen@1');
const PackViewSchema = z.object({
  label: LabelSchema,
  inForce: z.boolean().describe('Governs what is completed at this hub today'),
  imported: ImportedSchema,
  pack: RulePackSchema,
});

export function rulePackRoutes(api: Api, parts: ApiParts): void {
  readingRoutes(api, parts);
  validationRoute(api, parts);
  importRoute(api, parts);
}

function readingRoutes(api: Api, parts: ApiParts): void {
  api.route({
    method: 'GET',
    url: '/api/rule-packs',
    config: { access: 'administrator' },
    schema: {
      tags: ['rules'],
      summary: 'The rule packs of every place, by their first day',
      response: {
        200: z.object({ place: z.string(), packs: z.array(PackViewSchema) }),
        ...PROBLEM_RESPONSES,
      },
    },
    handler: async () => {
      const { place, inForce, packs } = await parts.store.query({ kind: 'packs' });
      return { place, packs: packs.map((row) => viewOf(row, inForce)) };
    },
  });
  api.route({
    method: 'GET',
    url: '/api/rule-packs/in-force',
    config: { access: 'public' },
    schema: {
      tags: ['rules'],
      summary: 'The rules that hold here today',
      description: 'Anyone may know by what numbers ratings are asked for, counted and published.',
      response: {
        200: z.object({ label: LabelSchema, pack: RulePackSchema }),
        ...PROBLEM_RESPONSES,
      },
    },
    handler: async () => {
      const { inForce: pack } = await parts.store.query({ kind: 'packs' });
      if (!pack) throw new Problem(404, 'noRulePackYet', 'The first rule pack is for later days.');
      return { label: packLabel(pack), pack };
    },
  });
  api.route({
    method: 'GET',
    url: '/api/rule-packs/:label',
    config: { access: 'administrator' },
    schema: {
      tags: ['rules'],
      summary: 'One rule pack, as decisions name it',
      params: z.object({ label: LabelSchema }),
      response: { 200: PackViewSchema, ...PROBLEM_RESPONSES },
    },
    handler: async (request) => {
      const { inForce, packs } = await parts.store.query({ kind: 'packs' });
      const row = packs.find(({ pack }) => packLabel(pack) === request.params.label);
      if (!row) throw new Problem(404, 'unknownRulePack', 'There is no such rule pack.');
      return viewOf(row, inForce);
    },
  });
}

function validationRoute(api: Api, parts: ApiParts): void {
  ruleValidationRoute(api, {
    url: '/api/rule-packs/validation',
    what: 'rule pack',
    body: RulePackSchema,
    validate: async (given) => {
      const parsed = parsePack(given);
      if (!parsed.ok) return invalid(parsed.errors);
      const { pack } = parsed;
      return validationOf(await parts.store.query({ kind: 'packAdmission', pack }));
    },
  });
}

function importRoute(api: Api, parts: ApiParts): void {
  api.route({
    method: 'POST',
    url: '/api/rule-packs',
    config: { access: 'administrator' },
    schema: {
      tags: ['rules'],
      summary: 'Import a rule pack',
      description:
        'Governs what is completed from its first day on. A version never changes: the same ' +
        'content may come any number of times, another one under its number is refused. Cases ' +
        'that are already open stay under the pack they were opened by.',
      body: RulePackSchema,
      response: {
        200: z.object({ label: LabelSchema, status: z.literal('unchanged') }),
        201: z.object({ label: LabelSchema, status: z.literal('imported') }),
        ...PROBLEM_RESPONSES,
      },
    },
    // `parsePack` looks at the whole, and names what contradicts what.
    validatorCompiler: uncheckedBody,
    handler: async (request, reply) => {
      const parsed = parsePack(request.body);
      if (!parsed.ok) throw unsound('rule pack', parsed.errors);
      const { pack } = parsed;
      const label = packLabel(pack);
      const by = request.caller;
      const at = parts.clock.now();
      const outcome = await parts.store.submit({ kind: 'pack.import', pack, by, at });
      if (outcome.status === 'refused') throw clash('rule pack', outcome.errors);
      const { status } = outcome;
      parts.log.info({ label, by, status }, 'rule pack imported');
      if (status === 'unchanged') return reply.code(200).send({ label, status });
      return reply.code(201).send({ label, status });
    },
  });
}

function viewOf(
  { pack, imported }: PackRow,
  inForce: RulePack | null,
): z.infer<typeof PackViewSchema> {
  const label = packLabel(pack);
  const isInForce = inForce !== null && packLabel(inForce) === label;
  return { label, inForce: isInForce, imported, pack };
}
