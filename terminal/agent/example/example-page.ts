import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';

/** The ten lines that a window PC's or a kiosk's program needs, to read and to try at once. */
export function exampleRoute(app: FastifyInstance): void {
  const page = readFileSync(join(import.meta.dirname, 'window-pc.html'), 'utf8');
  const script = /<script type="module">([\s\S]*)<\/script>/.exec(page)?.[1] ?? '';
  const digest = createHash('sha256').update(script).digest('base64');
  const policy = `default-src 'none'; script-src 'sha256-${digest}'; connect-src 'self'; frame-ancestors 'none'`;
  app.get('/local/example', (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .headers({ 'content-security-policy': policy, 'x-content-type-options': 'nosniff' })
      .send(page),
  );
}
