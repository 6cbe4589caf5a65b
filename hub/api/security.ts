import type { FastifyReply, FastifyRequest } from 'fastify';
import { isLoopback } from '../config.ts';
import { isAllowedOrigin } from './origins.ts';
import type { Api, ApiParts, RouteAccess } from './parts.ts';
import { Problem } from './problems.ts';

const SECURITY: Record<RouteAccess, Record<string, string[]>[]> = {
  public: [],
  administrator: [{ administratorSession: [] }],
  businessSystem: [{ businessSystemKey: [] }],
  businessSystemOrAdministrator: [{ businessSystemKey: [] }, { administratorSession: [] }],
  loopbackOrAdministrator: [{ administratorSession: [] }, {}],
};

export const SECURITY_SCHEMES = {
  administratorSession: {
    type: 'http',
    scheme: 'bearer',
    description: 'Token from POST /api/sessions',
  },
  businessSystemKey: {
    type: 'http',
    scheme: 'bearer',
    description: 'Key of a business system, shown once by POST /api/systems',
  },
} as const;

/** Headers, cross-origin answers and the check of who calls, before any body is read. */
export function secure(api: Api, parts: ApiParts): void {
  api.decorateRequest('caller', '');
  api.addHook('onRoute', (route) => {
    if (route.url.startsWith('/docs')) route.config = { ...route.config, access: 'public' };
    const access = route.config?.access;
    if (!access) throw new Error(`${route.url}: a route must say who may call it`);
    if (route.schema) route.schema.security = SECURITY[access];
  });
  api.addHook('onRequest', async (request, reply) => {
    addHeaders(request, reply);
    if (answerPreflight(request, reply, parts)) return reply;
    const access = request.routeOptions.config.access;
    if (access !== undefined) request.caller = await callerOf(request, access, parts);
    return undefined;
  });
}

function addHeaders(request: FastifyRequest, reply: FastifyReply): void {
  reply.header('x-content-type-options', 'nosniff');
  reply.header('referrer-policy', 'no-referrer');
  reply.header('x-frame-options', 'DENY');
  if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
  if (!request.url.startsWith('/docs')) {
    const policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
    reply.header('content-security-policy', policy);
  }
}

function answerPreflight(request: FastifyRequest, reply: FastifyReply, parts: ApiParts): boolean {
  const { origin, host } = request.headers;
  reply.header('vary', 'Origin');
  const allowed =
    origin !== undefined && isAllowedOrigin(origin, host, parts.options.allowedOrigins);
  if (allowed) reply.header('access-control-allow-origin', origin);
  if (request.method !== 'OPTIONS') return false;
  if (allowed) {
    reply.header('access-control-allow-methods', 'GET, POST, PUT, DELETE');
    reply.header('access-control-allow-headers', 'authorization, content-type');
    reply.header('access-control-max-age', '600');
  }
  reply.code(204).send();
  return true;
}

async function callerOf(
  request: FastifyRequest,
  access: RouteAccess,
  parts: ApiParts,
): Promise<string> {
  if (access === 'public') return '';
  if (access === 'loopbackOrAdministrator' && isFromThisMachine(request)) return '';
  const token = /^Bearer ([\x21-\x7e]{1,200})$/i.exec(request.headers.authorization ?? '')?.[1];
  const party = admitsSystems(access) ? 'businessSystem' : 'administrator';
  const caller = token === undefined ? undefined : await holderOf(token, access, parts);
  if (caller !== undefined) return caller;
  const reason = token === undefined ? 'noToken' : 'unknownToken';
  parts.metrics.authFailures.inc({ party, reason });
  throw new Problem(401, 'unauthorized', `This needs the bearer token of a known ${party}.`);
}

/** Whose token it is, of those who may call. */
async function holderOf(
  token: string,
  access: RouteAccess,
  parts: ApiParts,
): Promise<string | undefined> {
  const session = access === 'businessSystem' ? undefined : parts.sessions.of(token)?.name;
  if (session !== undefined) return session;
  return admitsSystems(access) ? (await parts.systems.of(token))?.systemId : undefined;
}

function admitsSystems(access: RouteAccess): boolean {
  return access === 'businessSystem' || access === 'businessSystemOrAdministrator';
}

/** Straight from this machine: not through a proxy, and not by a name that an outsider chose. */
function isFromThisMachine(request: FastifyRequest): boolean {
  const { host, forwarded, 'x-forwarded-for': forwardedFor } = request.headers;
  if (forwarded !== undefined || forwardedFor !== undefined) return false;
  const name = (host ?? '').replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
  const address = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  return isLoopback(name) && isLoopback(address);
}
