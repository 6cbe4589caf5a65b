import type { FastifyReply, FastifyRequest } from 'fastify';
import { isLoopback } from '../config.ts';
import type { Role } from '../store/port.ts';
import { isAllowedOrigin } from './origins.ts';
import type { Api, ApiParts, RouteAccess } from './parts.ts';
import { Problem } from './problems.ts';

export const SECURITY_SCHEMES = {
  accountSession: {
    type: 'http',
    scheme: 'bearer',
    description:
      'Token from POST /api/sessions. Where roles are named, the account needs one of them.',
  },
  businessSystemKey: {
    type: 'http',
    scheme: 'bearer',
    description:
      'Key of a business system, shown once by POST /api/systems. Where a kind is named, the ' +
      'system must be of it.',
  },
} as const;

const ADMINISTRATORS: ReadonlySet<RouteAccess> = new Set([
  'administrator',
  'businessSystemOrAdministrator',
  'loopbackOrAdministrator',
]);

/** The roles of which a caller needs one; none when any account will do. */
function rolesFor(access: RouteAccess): readonly Role[] {
  if (typeof access === 'object') return access.roles;
  return ADMINISTRATORS.has(access) ? ['administrator'] : [];
}

/** As OpenAPI 3.1 says it: one requirement is enough, each names the role it needs. */
function securityOf(access: RouteAccess): Record<string, string[]>[] {
  if (access === 'public') return [];
  if (access === 'businessSystem') return [{ businessSystemKey: [] }];
  if (access === 'hotlineSystem') return [{ businessSystemKey: ['hotline'] }];
  if (access === 'account') return [{ accountSession: [] }];
  const sessions = rolesFor(access).map((role) => ({ accountSession: [role] }));
  if (access === 'businessSystemOrAdministrator') return [{ businessSystemKey: [] }, ...sessions];
  return access === 'loopbackOrAdministrator' ? [...sessions, {}] : sessions;
}

/** The roles of those who call with a session; no other request has any. */
const rolesOf = new WeakMap<FastifyRequest, readonly Role[]>();

/** Headers, cross-origin answers and the check of who calls, before any body is read. */
export function secure(api: Api, parts: ApiParts): void {
  api.decorateRequest('caller', '');
  api.decorateRequest('callerRoles', {
    getter(this: FastifyRequest) {
      return rolesOf.get(this) ?? [];
    },
  });
  api.addHook('onRoute', (route) => {
    if (route.url.startsWith('/docs')) route.config = { ...route.config, access: 'public' };
    const access = route.config?.access;
    if (!access) throw new Error(`${route.url}: a route must say who may call it`);
    if (route.schema) route.schema.security = securityOf(access);
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
  if (access === 'businessSystem' || access === 'hotlineSystem') {
    const system = token === undefined ? null : await parts.systems.of(token);
    if (system === null) return unauthorized(parts, 'businessSystem', token);
    if (access === 'hotlineSystem' && system.kind !== 'hotline') throw wrongKind(parts);
    return system.systemId;
  }
  if (access === 'businessSystemOrAdministrator' && token !== undefined) {
    const system = await parts.systems.of(token);
    if (system !== null) return system.systemId;
  }
  const session = token === undefined ? undefined : parts.sessions.of(token);
  if (session === undefined) return unauthorized(parts, 'account', token);
  request.caller = session.name;
  rolesOf.set(request, session.roles);
  await requireRole(request, { held: session.roles, wanted: rolesFor(access) }, parts);
  return session.name;
}

function unauthorized(
  parts: ApiParts,
  party: 'account' | 'businessSystem',
  token: string | undefined,
): never {
  const reason = token === undefined ? 'noToken' : 'unknownToken';
  parts.metrics.authFailures.inc({ party, reason });
  const whose = party === 'account' ? 'session of an account' : 'known businessSystem';
  throw new Problem(401, 'unauthorized', `This needs the bearer token of a ${whose}.`);
}

function wrongKind({ metrics }: ApiParts): Problem {
  metrics.authFailures.inc({ party: 'businessSystem', reason: 'wrongKind' });
  const message = 'needs the key of a system of kind hotline';
  return new Problem(403, 'wrongKind', `This ${message}.`, [{ path: '', message }]);
}

/** The problem names the roles that would do; some routes keep who tried without one. */
async function requireRole(
  request: FastifyRequest,
  { held, wanted }: { held: readonly Role[]; wanted: readonly Role[] },
  parts: ApiParts,
): Promise<void> {
  if (wanted.length === 0 || wanted.some((role) => held.includes(role))) return;
  parts.metrics.authFailures.inc({ party: 'account', reason: 'missingRole' });
  await request.routeOptions.config.onForbidden?.(request);
  const message = `needs the role ${wanted.join(' or ')}`;
  throw new Problem(403, 'missingRole', `This ${message}.`, [{ path: '', message }]);
}

/** Straight from this machine: not through a proxy, and not by a name that an outsider chose. */
function isFromThisMachine(request: FastifyRequest): boolean {
  const { host, forwarded, 'x-forwarded-for': forwardedFor } = request.headers;
  if (forwarded !== undefined || forwardedFor !== undefined) return false;
  const name = (host ?? '').replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
  const address = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  return isLoopback(name) && isLoopback(address);
}
