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
import { accessLogRoutes } from './access-log.ts';
import { accountRoutes } from './account.ts';
import { accountsRoutes } from './accounts.ts';
import { appealRoutes } from './appeals.ts';
import { bulletinRoutes } from './bulletins.ts';
import { calendarRoutes } from './calendar.ts';
import { caseRoutes } from './cases.ts';
import { decommissionRoutes } from './decommission.ts';
import { deliveryRoutes } from './deliveries.ts';
import { directoryRoutes } from './directory.ts';
import { editionRoutes } from './editions.ts';
import { enrolmentRoutes } from './enrolments.ts';
import { enteredRatingRoutes } from './entered-ratings.ts';
import { explanationRoutes } from './explanation.ts';
import { figureRoutes } from './figures.ts';
import { healthRoutes } from './health.ts';
import { homeRoutes } from './home.ts';
import { hotlineOrderRoutes } from './hotline-orders.ts';
import { identityRoutes } from './identities.ts';
import { refuseHalfCharacters } from './intake.ts';
import { invitationLinkRoutes } from './invitation-links.ts';
import { keyRoutes } from './keys.ts';
import type { Api, ApiParts } from './parts.ts';
import { phoneRoutes } from './phone.ts';
import { phonePageRoutes } from './phone-page.ts';
import { problemHandler, problemOf, sendProblem } from './problems.ts';
import { ratingExportRoutes } from './rating-exports.ts';
import { ratingRoutes } from './ratings.ts';
import { recordCheckRoutes } from './record-checks.ts';
import { redactionRoutes } from './redactions.ts';
import { rulePackRoutes } from './rule-packs.ts';
import { SECURITY_SCHEMES, secure } from './security.ts';
import { serviceRecordRoutes } from './service-records.ts';
import { sessionRoutes } from './sessions.ts';
import { systemRoutes } from './systems.ts';
import { terminalSettingsRoutes } from './terminal-settings.ts';
import { terminalRoutes } from './terminals.ts';
import { markTestMode, testModeRoutes } from './test-mode.ts';
import { workOrderRoutes } from './work-orders.ts';

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
  if (parts.travelClock !== null) markTestMode(api);
  api.addHook('preValidation', refuseHalfCharacters);
  await describe(api);
  addRoutes(api, parts);
  if (parts.travelClock !== null) testModeRoutes(api, parts, parts.travelClock);
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
          'Ratings of terminals come over MQTT. Every error is an RFC 9457 problem that lists all ' +
          'that was wrong.',
      },
      components: { securitySchemes: SECURITY_SCHEMES },
      tags: [
        { name: 'service records', description: 'From business systems' },
        { name: 'phone', description: 'For the page behind a QR code' },
        { name: 'ratings' },
        { name: 'figures' },
        { name: 'work orders', description: 'What follows a negative rating (SZ-21)' },
        { name: 'appeals', description: 'Against ratings of persons (SZ-22)' },
        { name: 'disclosure', description: 'For everybody' },
        { name: 'terminals' },
        { name: 'rules', description: 'Rule packs and the working calendar' },
        { name: 'privacy', description: 'Who may see a person, and who did' },
        { name: 'administration' },
        { name: 'outbound', description: 'To the hotline, the SMS gateway and the province' },
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
  invitationLinkRoutes(api, parts);
  phoneRoutes(api, parts);
  phonePageRoutes(api, parts);
  ratingRoutes(api, parts);
  enteredRatingRoutes(api, parts);
  ratingExportRoutes(api, parts);
  caseRoutes(api, parts);
  explanationRoutes(api, parts);
  figureRoutes(api, parts);
  workOrderRoutes(api, parts);
  hotlineOrderRoutes(api, parts);
  appealRoutes(api, parts);
  bulletinRoutes(api, parts);
  terminalRoutes(api, parts);
  terminalSettingsRoutes(api, parts);
  decommissionRoutes(api, parts);
  editionRoutes(api, parts);
  enrolmentRoutes(api, parts);
  directoryRoutes(api, parts);
  rulePackRoutes(api, parts);
  calendarRoutes(api, parts);
  systemRoutes(api, parts);
  accountRoutes(api, parts);
  accountsRoutes(api, parts);
  identityRoutes(api, parts);
  accessLogRoutes(api, parts);
  keyRoutes(api, parts);
  redactionRoutes(api, parts);
  deliveryRoutes(api, parts);
  api.route({
    method: 'GET',
    url: '/openapi.json',
    config: { access: 'public' },
    schema: { hide: true },
    handler: () => api.swagger(),
  });
}
