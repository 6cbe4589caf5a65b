import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { fastify } from 'fastify';
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import { LIMITS } from '../../protocol/index.ts';
import { accountRoutes } from './account.ts';
import { bulletinRoutes } from './bulletins.ts';
import { caseRoutes } from './cases.ts';
import { directoryRoutes } from './directory.ts';
import { enrolmentRoutes } from './enrolments.ts';
import { figureRoutes } from './figures.ts';
import { healthRoutes } from './health.ts';
import { homeRoutes } from './home.ts';
import type { Api, ApiParts } from './parts.ts';
import { problemHandler, problemOf, sendProblem } from './problems.ts';
import { ratingRoutes } from './ratings.ts';
import { recordCheckRoutes } from './record-checks.ts';
import { SECURITY_SCHEMES, secure } from './security.ts';
import { serviceRecordRoutes } from './service-records.ts';
import { sessionRoutes } from './sessions.ts';
import { systemRoutes } from './systems.ts';
import { terminalRoutes } from './terminals.ts';

const REQUEST_MS = 60_000;
/** A proxy in front stands on this machine or in this network. */
const TRUSTED_PROXIES = ['loopback', 'linklocal', 'uniquelocal'];

/** The HTTP API with all its routes, not yet listening. */
export async function buildApi(parts: ApiParts): Promise<Api> {
  const api = fastify({
    logger: false,
    bodyLimit: LIMITS.httpBodyBytes,
    requestTimeout: REQUEST_MS,
    trustProxy: parts.options.behindTlsProxy ? TRUSTED_PROXIES : false,
    routerOptions: { maxParamLength: 200 },
  }).withTypeProvider<ZodTypeProvider>();
  api.removeContentTypeParser('text/plain');
  api.setValidatorCompiler(validatorCompiler);
  api.setSerializerCompiler(serializerCompiler);
  api.setErrorHandler(problemHandler(parts.log));
  api.setNotFoundHandler((request, reply) => {
    const error = { name: 'NotFound', statusCode: 404, message: `No ${request.method} here.` };
    return sendProblem(reply, problemOf(error as Parameters<typeof problemOf>[0]));
  });
  secure(api, parts);
  await describe(api);
  addRoutes(api, parts);
  api.addHook('preClose', async () => parts.liveFeed.close());
  await api.ready();
  return api;
}

async function describe(api: Api): Promise<void> {
  await api.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '好差评 hub',
        version: '1',
        description:
          'Service records in, ratings and figures out, terminals and accounts administered. ' +
          'Ratings themselves come over MQTT. Every error is an RFC 9457 problem that lists all ' +
          'that was wrong.',
      },
      components: { securitySchemes: SECURITY_SCHEMES },
      tags: [
        { name: 'service records', description: 'From business systems' },
        { name: 'ratings' },
        { name: 'figures' },
        { name: 'disclosure', description: 'For everybody' },
        { name: 'terminals' },
        { name: 'administration' },
        { name: 'hub' },
      ],
    },
    transform: jsonSchemaTransform,
  });
  await api.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: true,
    theme: { title: '好差评 hub API' },
    uiConfig: { docExpansion: 'list', deepLinking: true, validatorUrl: null },
  });
}

function addRoutes(api: Api, parts: ApiParts): void {
  homeRoutes(api);
  healthRoutes(api, parts);
  sessionRoutes(api, parts);
  serviceRecordRoutes(api, parts);
  recordCheckRoutes(api, parts);
  ratingRoutes(api, parts);
  caseRoutes(api, parts);
  figureRoutes(api, parts);
  bulletinRoutes(api, parts);
  terminalRoutes(api, parts);
  enrolmentRoutes(api, parts);
  directoryRoutes(api, parts);
  systemRoutes(api, parts);
  accountRoutes(api, parts);
  api.route({
    method: 'GET',
    url: '/openapi.json',
    config: { access: 'public' },
    schema: { hide: true },
    handler: () => api.swagger(),
  });
}
