import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { InstantSchema } from '../../protocol/index.ts';
import type { Bulletin } from '../disclosure/bulletin.ts';
import { bulletinCsv } from '../disclosure/csv.ts';
import { MonthSchema } from '../disclosure/month.ts';
import { bulletinPage } from '../disclosure/page.ts';
import type { PublishedBulletin } from '../disclosure/source.ts';
import { instantText } from '../instant.ts';
import type { Api, ApiParts } from './parts.ts';
import { PROBLEM_RESPONSES, Problem } from './problems.ts';

const FORMATS = { json: 'application/json', csv: 'text/csv', html: 'text/html' } as const;
type Format = keyof typeof FORMATS;

const EditionSchema = z.object({
  month: MonthSchema,
  edition: z.int().describe('1 for the first; a later one corrects it and says so'),
  digest: z.string().describe('SHA-256 of the text, hex; the ledger has it too'),
  publishedAt: InstantSchema,
});
const ParamsSchema = z.object({ month: MonthSchema });

/** The monthly bulletins (SZ-23b): published by an administrator, read by anyone. */
export function bulletinRoutes(api: Api, parts: ApiParts): void {
  listRoute(api, parts);
  readRoute(api, parts);
  publishRoute(api, parts);
}

function listRoute(api: Api, parts: ApiParts): void {
  api.route({
    method: 'GET',
    url: '/api/public/bulletins',
    config: { access: 'public' },
    schema: {
      tags: ['disclosure'],
      summary: 'The published months, the newest first, each with its newest edition',
      response: { 200: z.array(EditionSchema), ...PROBLEM_RESPONSES },
    },
    handler: async () =>
      (await parts.bulletins.list()).map((one) => ({
        ...one,
        publishedAt: instantText(one.publishedAt),
      })),
  });
}

function readRoute(api: Api, parts: ApiParts): void {
  api.route({
    method: 'GET',
    url: '/api/public/bulletins/:month',
    config: { access: 'public' },
    schema: {
      tags: ['disclosure'],
      summary: 'A published bulletin: JSON as it was frozen, CSV, or a page to read and print',
      description: 'By `format`, or by `Accept`. No personal data; small groups are not in it.',
      params: ParamsSchema,
      querystring: z.object({
        format: z.enum(['json', 'csv', 'html']).optional(),
        edition: z.coerce
          .number()
          .int()
          .min(1)
          .max(10_000)
          .optional()
          .describe('Newest if left out'),
      }),
      response: {
        200: {
          description: 'The bulletin',
          content: {
            [FORMATS.json]: { schema: z.looseObject({ month: MonthSchema, edition: z.int() }) },
            [FORMATS.csv]: { schema: z.string() },
            [FORMATS.html]: { schema: z.string() },
          },
        },
        ...PROBLEM_RESPONSES,
      },
    },
    handler: async (request, reply) => {
      const { format, edition } = request.query;
      const found = await parts.bulletins.published(request.params.month, edition);
      if (found === null) throw new Problem(404, 'notPublished', 'No such bulletin is published.');
      return send(reply, found, format ?? wanted(request.headers.accept));
    },
  });
}

function publishRoute(api: Api, parts: ApiParts): void {
  api.route({
    method: 'POST',
    url: '/api/bulletins/:month',
    config: { access: 'administrator' },
    schema: {
      tags: ['disclosure'],
      summary: "Publish a month's bulletin, or its corrected edition",
      description: 'Frozen as it is now, with its hash in the ledger. Cannot be taken back.',
      params: ParamsSchema,
      response: {
        201: z.object({
          month: MonthSchema,
          edition: z.int(),
          digest: z.string(),
          corrects: z.int().nullable().describe('The edition before'),
        }),
        ...PROBLEM_RESPONSES,
      },
    },
    handler: async (request, reply) => {
      const { month } = request.params;
      const publishing = await parts.bulletins.publish(month, request.caller);
      if (publishing.outcome !== 'published') throw refusal(publishing);
      const { outcome: _, ...published } = publishing;
      parts.log.info(
        { by: request.caller, month, edition: published.edition },
        'bulletin published',
      );
      return reply.code(201).send({ month, ...published });
    },
  });
}

function refusal(
  refused: Exclude<Awaited<ReturnType<ApiParts['bulletins']['publish']>>, { outcome: 'published' }>,
): Problem {
  switch (refused.outcome) {
    case 'monthNotOver': {
      const message = `ends on ${refused.lastDay}`;
      const errors = [{ path: 'params.month', message, rule: 'SZ-23b' }];
      return new Problem(422, 'monthNotOver', 'A month can be published when it is over.', errors);
    }
    case 'unchanged':
      return new Problem(409, 'unchanged', 'The newest edition says just this already.');
    case 'editionTaken':
      return new Problem(409, 'editionTaken', 'Another edition came out at the same moment.');
  }
}

/** The frozen text is sent byte for byte, so that its hash can be checked. */
function send(reply: FastifyReply, found: PublishedBulletin, format: Format): FastifyReply {
  const { text, digest, month, edition } = found;
  const bulletin = JSON.parse(text) as Bulletin;
  const body = {
    json: () => text,
    csv: () => bulletinCsv(bulletin),
    html: () => bulletinPage(bulletin, digest),
  }[format]();
  if (format === 'csv') {
    const name = `bulletin-${month}-${edition}.csv`;
    reply.header('content-disposition', `attachment; filename="${name}"`);
  }
  return reply
    .type(`${FORMATS[format]}; charset=utf-8`)
    .header('vary', 'Origin, Accept')
    .serializer((content: string) => content)
    .send(body);
}

function wanted(accept = ''): Format {
  const types = accept.split(',').map((one) => one.split(';')[0]?.trim());
  const formats = Object.keys(FORMATS) as Format[];
  return formats.find((format) => types.includes(FORMATS[format])) ?? 'json';
}
