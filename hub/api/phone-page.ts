import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { PageFile } from '../qr/phone-page.ts';
import type { Api, ApiParts } from './parts.ts';

/** The page itself and this hub, and nothing of anybody else's. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
/** Their names hold their hash. */
const IMMUTABLE = 'public, max-age=31536000, immutable';

const NOT_BUILT = `<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>政务服务评价</title>
<p>评价页面暂时打不开，请稍后再试，或拨打 12345。</p>
<p lang="en">This page is not available at the moment. Please try again later, or call 12345.</p>
</html>
`;

/** The page behind a scanned link (SZ-14c). The token is read by the page, and by the API it asks. */
export function phonePageRoutes(api: Api, { phonePage }: ApiParts): void {
  const open = { config: { access: 'public' }, schema: { hide: true } } as const;
  api.get('/r/:token', open, (request, reply) => {
    reply.header('content-security-policy', POLICY).header('cache-control', 'no-cache');
    const page = phonePage.file('index.html');
    if (page !== null) return send(request, reply, page);
    return reply.code(503).type('text/html; charset=utf-8').send(NOT_BUILT);
  });
  const params = z.object({ name: z.string().max(200) });
  const named = { ...open, schema: { ...open.schema, params } };
  api.get('/r/assets/:name', named, (request, reply) => {
    const file = phonePage.file(`assets/${request.params.name}`);
    if (file === null) return reply.callNotFound();
    return send(request, reply.header('cache-control', IMMUTABLE), file);
  });
}

function send(request: FastifyRequest, reply: FastifyReply, file: PageFile): FastifyReply {
  reply.type(file.type).header('vary', 'Origin, Accept-Encoding');
  if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return reply.send(file.plain);
  return reply.header('content-encoding', 'gzip').send(file.packed);
}
