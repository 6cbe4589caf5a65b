import { z } from 'zod';
import { LIMITS, ReceiptEntrySchema, TerminalIdSchema } from '../../protocol/index.ts';
import type { Api, ApiParts } from './parts.ts';
import { PROBLEM_RESPONSES } from './problems.ts';

/** The largest of them, with each sign escaped, fit into one body. */
const MOST = Math.floor(LIMITS.httpBodyBytes / LIMITS.payloadBytes / 2);

const ResultSchema = z.object({
  terminalId: z.string().nullable().describe('As the rating says; null when it cannot be read'),
  receipt: ReceiptEntrySchema,
});

/** Ratings that a technician brings from a terminal that could not send them. */
export function ratingExportRoutes(api: Api, parts: ApiParts): void {
  api.route({
    method: 'POST',
    url: '/api/rating-exports',
    config: { access: 'administrator' },
    schema: {
      tags: ['ratings'],
      summary: 'Take in ratings that were exported at a terminal',
      description:
        'Each is judged as if it came over the wire: same signature check, same answer to a ' +
        'duplicate, same evidence where it is refused. Again is fine. On 503 send again unchanged.',
      body: z.strictObject({
        ratings: z
          .array(z.string().max(LIMITS.payloadBytes))
          .min(1)
          .max(MOST)
          .describe('`ratings` of the exported file, in its order'),
      }),
      response: { 200: z.object({ results: z.array(ResultSchema) }), ...PROBLEM_RESPONSES },
    },
    handler: async (request) => {
      const results = await Promise.all(request.body.ratings.map((text) => take(text, parts)));
      const stored = results.filter(({ receipt }) => receipt.outcome === 'stored').length;
      const { caller: by } = request;
      parts.log.info({ by, stored, refused: results.length - stored }, 'exported ratings taken in');
      return { results };
    },
  });
}

async function take(text: string, parts: ApiParts): Promise<z.infer<typeof ResultSchema>> {
  const terminalId = terminalOf(text);
  const payload = new TextEncoder().encode(text);
  // A message that names nobody is refused, and kept, as one of a terminal that nobody knows.
  const from = terminalId ?? 'unreadable-export';
  const receipt = await parts.reception.takeCarried(from, payload);
  return { terminalId, receipt };
}

function terminalOf(text: string): string | null {
  try {
    const { terminalId } = JSON.parse(text) as { terminalId?: unknown };
    return TerminalIdSchema.safeParse(terminalId).data ?? null;
  } catch {
    return null;
  }
}
