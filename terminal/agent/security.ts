import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AgentConfig } from './config.ts';
import { isBearer } from './local-key.ts';
import { problem } from './problems.ts';

export interface Gate {
  /** Origins under which this agent itself is reached. */
  ownOrigins: () => string[];
  allowedOrigins: string[];
  localKey: string;
}

/** Who may call a route: the window PC by its key, or the page that the agent itself serves. */
export type Caller = 'windowPc' | 'ownPage';

declare module 'fastify' {
  interface FastifyContextConfig {
    caller?: Caller;
  }
}

/**
 * Every web page that the device's browser opens can send requests to localhost. So: the Host must
 * be ours (DNS rebinding), an Origin must be ours or allowed, and what changes something needs the
 * key or must come from our own page.
 */
export function guard(app: FastifyInstance, gate: Gate): void {
  app.addHook('onRequest', async (request, reply) => {
    const { host, origin } = request.headers;
    const own = gate.ownOrigins();
    if (!own.includes(`http://${host}`)) {
      return problem(reply, 421, 'This is not the host that was asked for.');
    }
    const isOwn = origin === undefined || own.includes(origin);
    if (!isOwn && !gate.allowedOrigins.includes(origin)) {
      return problem(reply, 403, 'Pages of this origin may not call the agent.');
    }
    if (!isOwn) allowOrigin(reply, origin);
    if (request.method === 'OPTIONS') return reply.code(204).send();
    return callerProblem(request, reply, gate);
  });
}

function callerProblem(request: FastifyRequest, reply: FastifyReply, gate: Gate) {
  const { caller } = request.routeOptions.config;
  const { authorization, origin } = request.headers;
  if (caller === 'windowPc' && !isBearer(authorization, gate.localKey)) {
    const words = 'The local key is needed: Authorization: Bearer <key>.';
    return problem(reply.header('www-authenticate', 'Bearer'), 401, words);
  }
  if (caller === 'ownPage' && (origin === undefined || !gate.ownOrigins().includes(origin))) {
    return problem(reply, 403, 'Only the app that this agent serves may call this.');
  }
  return undefined;
}

function allowOrigin(reply: FastifyReply, origin: string): void {
  reply.headers({
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'POST, DELETE',
    'access-control-allow-headers': 'authorization, content-type',
    'access-control-max-age': '600',
    vary: 'origin',
  });
}

/** What the app may load and whom it may talk to: itself and the hub. */
export function pageHeaders(config: Pick<AgentConfig, 'hubUrl' | 'frameAncestors'>) {
  const { origin } = new URL(config.hubUrl);
  const frames = config.frameAncestors.length > 0 ? config.frameAncestors.join(' ') : "'none'";
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self' data: blob: https: ${origin}`,
    "font-src 'self'",
    "media-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    `connect-src 'self' ${origin} ${origin.replace(/^http/, 'ws')}`,
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${frames}`,
  ];
  return {
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
    'cross-origin-resource-policy': 'same-site',
  };
}
