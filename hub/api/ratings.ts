import { z } from 'zod';
import type { LiveRating } from '../store/port.ts';
import type { Api, ApiParts } from './parts.ts';
import { PROBLEM_RESPONSES } from './problems.ts';
import { streamRatings } from './rating-stream.ts';
import { LiveRatingSchema, PageSchema, pageOf, QuarantineEntrySchema } from './views.ts';

export function ratingRoutes(api: Api, parts: ApiParts): void {
  listRoute(api, '/api/ratings', 'Ratings, newest first', (page) =>
    parts.store.query({ kind: 'ratings', ...page }),
  );
  listRoute(api, '/api/unmatched', 'Ratings that wait for their service record', (page) =>
    parts.store.query({ kind: 'unmatched', ...page }),
  );
  api.route({
    method: 'GET',
    url: '/api/quarantine',
    config: { access: 'administrator' },
    schema: {
      tags: ['ratings'],
      summary: 'Messages that were kept as evidence instead of being taken',
      querystring: PageSchema,
      response: { 200: z.array(QuarantineEntrySchema), ...PROBLEM_RESPONSES },
    },
    handler: (request) => parts.store.query({ kind: 'quarantine', ...pageOf(request.query) }),
  });
  api.route({
    method: 'GET',
    url: '/api/ratings/stream',
    config: { access: { roles: ['administrator', 'operator'] } },
    schema: {
      tags: ['ratings'],
      summary: 'Ratings as they come (server-sent events)',
      description:
        '`event: rating`, data as in GET /api/ratings, `id` its position. A comment every 15 s ' +
        'keeps the way open. Read what was missed with GET /api/ratings.',
      response: {
        200: {
          description: 'An endless stream',
          content: { 'text/event-stream': { schema: z.string() } },
        },
        ...PROBLEM_RESPONSES,
      },
    },
    handler: (_request, reply) => streamRatings(reply, parts),
  });
}

function listRoute(
  api: Api,
  url: string,
  summary: string,
  read: (page: { limit: number; before?: number }) => Promise<LiveRating[]>,
): void {
  api.route({
    method: 'GET',
    url,
    config: { access: { roles: ['administrator', 'operator'] } },
    schema: {
      tags: ['ratings'],
      summary,
      querystring: PageSchema,
      response: { 200: z.array(LiveRatingSchema), ...PROBLEM_RESPONSES },
    },
    handler: (request) => read(pageOf(request.query)),
  });
}
