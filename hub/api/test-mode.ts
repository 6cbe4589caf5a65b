import { z } from 'zod';
import { instantText } from '../instant.ts';
import { markedCsv, markedFileName, markedPage } from '../test-mode/marks.ts';
import type { TravelClock } from '../test-mode/travel-clock.ts';
import type { Api, ApiParts } from './parts.ts';
import { PROBLEM_RESPONSES, Problem } from './problems.ts';

const MOST_MS = 400 * 86_400_000;

const ClockSchema = z.object({ now: z.iso.datetime(), aheadMs: z.int().min(0) });
const PassedSchema = z.strictObject({
  by: z.string().max(40).describe('ISO 8601 duration, e.g. P7D or PT30M; at most 400 days'),
});

/**
 * What only a hub in test mode has: its clock can be set forward, and every answer says what it is.
 * A hub of production has none of these routes.
 */
export function testModeRoutes(api: Api, { log }: ApiParts, clock: TravelClock): void {
  const view = () => ({ now: instantText(clock.now()), aheadMs: clock.aheadMs });
  api.route({
    method: 'GET',
    url: '/api/test-mode/clock',
    config: { access: 'administrator' },
    schema: { hide: true, response: { 200: ClockSchema, ...PROBLEM_RESPONSES } },
    handler: async () => view(),
  });
  api.route({
    method: 'POST',
    url: '/api/test-mode/clock',
    config: { access: 'administrator' },
    schema: {
      hide: true,
      body: PassedSchema,
      response: { 200: ClockSchema, ...PROBLEM_RESPONSES },
    },
    handler: async (request) => {
      const byMs = millisecondsOf(request.body.by);
      clock.advance(byMs);
      log.warn({ byMs, by: request.caller }, 'test mode: time has passed');
      return view();
    },
  });
}

/** Marks every page and every CSV, and says so in a header of every answer. */
export function markTestMode(api: Api): void {
  api.addHook('onSend', async (_request, reply, payload) => {
    reply.header('x-haochaping-mode', 'test');
    const type = String(reply.getHeader('content-type') ?? '');
    const isText = typeof payload === 'string';
    if (type.startsWith('text/html') && isText) return fitted(reply, markedPage(payload));
    if (!type.startsWith('text/csv') || !isText) return payload;
    const name = reply.getHeader('content-disposition');
    if (name !== undefined) reply.header('content-disposition', markedFileName(String(name)));
    return fitted(reply, markedCsv(payload));
  });
}

/** Another text has another length. */
function fitted(reply: { removeHeader(name: string): unknown }, text: string): string {
  reply.removeHeader('content-length');
  return text;
}

/** Days are days of 24 hours. */
function millisecondsOf(by: string): number {
  let ms: number;
  try {
    ms = Temporal.Duration.from(by).total('milliseconds');
  } catch (cause) {
    const message = 'expected a duration of days or less, e.g. P7D or PT30M';
    throw Object.assign(
      new Problem(400, 'invalid', 'No duration.', [{ path: 'body.by', message }]),
      {
        cause,
      },
    );
  }
  if (ms > 0 && ms <= MOST_MS) return Math.round(ms);
  const message = 'time passes forward, at most 400 days at once';
  throw new Problem(422, 'notForward', 'Not so.', [{ path: 'body.by', message }]);
}
