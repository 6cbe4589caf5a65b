import { z } from 'zod';
import {
  EnrolmentApprovalSchema,
  EnrolmentCollectionSchema,
  EnrolmentRequestSchema,
  EnrolmentStateSchema,
  EnrolmentTicketSchema,
  TerminalIdSchema,
} from '../../protocol/index.ts';
import { PaceByName } from '../broker/limits.ts';
import type { Outcome } from '../store/port.ts';
import type { Api, ApiParts } from './parts.ts';
import { PROBLEM_RESPONSES, Problem } from './problems.ts';
import { EnrolmentViewSchema } from './views.ts';

type NotApproved = Extract<Outcome<'enrolment.approve'>, { approved: false }>['reason'];

const NOT_APPROVED: Record<NotApproved, { status: number; path: string; message: string }> = {
  unknownCode: { status: 404, path: 'userCode', message: 'No request waits under this code.' },
  expired: {
    status: 410,
    path: 'userCode',
    message: 'The code has expired; let the device ask anew.',
  },
  alreadyDecided: { status: 409, path: 'userCode', message: 'Approved or rejected before.' },
  terminalExists: {
    status: 409,
    path: 'body.terminalId',
    message: 'Another terminal has this name.',
  },
  unknownHall: { status: 422, path: 'body.hallId', message: 'Not in the directory.' },
  unknownWindow: { status: 422, path: 'body.windowNo', message: 'Not a window of that hall.' },
  kindMismatch: {
    status: 422,
    path: 'body.windowNo',
    message: 'An evaluator stands at a window; a kiosk at none.',
  },
};

const UserCodeParams = z.object({
  userCode: z.string().min(8).max(20).describe('As shown on the screen of the device'),
});

export function enrolmentRoutes(api: Api, parts: ApiParts): void {
  deviceRoutes(api, parts);
  api.route({
    method: 'GET',
    url: '/api/enrolments',
    config: { access: 'administrator' },
    schema: {
      tags: ['terminals'],
      summary: 'Devices that wait for approval',
      response: { 200: z.array(EnrolmentViewSchema), ...PROBLEM_RESPONSES },
    },
    handler: () => parts.enrolments.pending(),
  });
  api.route({
    method: 'POST',
    url: '/api/enrolments/:userCode/approval',
    config: { access: 'administrator' },
    schema: {
      tags: ['terminals'],
      summary: 'Make the device with this code a terminal',
      params: UserCodeParams,
      body: EnrolmentApprovalSchema,
      response: { 200: z.object({ terminalId: TerminalIdSchema }), ...PROBLEM_RESPONSES },
    },
    handler: async (request) => {
      const { userCode } = request.params;
      const { pin, ...approval } = request.body;
      const outcome = await parts.enrolments.approve(userCode, approval, request.caller);
      if (!outcome.approved) {
        const { status, path, message } = NOT_APPROVED[outcome.reason];
        throw new Problem(status, outcome.reason, message, [{ path, message }]);
      }
      const { terminalId } = outcome;
      if (pin !== undefined) {
        await parts.upkeep.decide({ kind: 'terminal', terminalId }, { pin }, request.caller);
      }
      parts.log.info({ terminalId, by: request.caller }, 'terminal enrolled');
      return { terminalId };
    },
  });
  api.route({
    method: 'POST',
    url: '/api/enrolments/:userCode/rejection',
    config: { access: 'administrator' },
    schema: {
      tags: ['terminals'],
      summary: 'Turn the device with this code away',
      params: UserCodeParams,
      response: { 204: z.undefined().describe('Done'), ...PROBLEM_RESPONSES },
    },
    handler: async (request, reply) => {
      const rejected = await parts.enrolments.reject(request.params.userCode, request.caller);
      if (!rejected) throw new Problem(404, 'unknownCode', NOT_APPROVED.unknownCode.message);
      return reply.code(204).send();
    },
  });
}

/** The two calls of a device that is not yet anybody. */
function deviceRoutes(api: Api, parts: ApiParts): void {
  const perMinute = parts.options.enrolmentsPerMinute;
  const pace = new PaceByName({ ratePerSecond: perMinute / 60, burst: perMinute });
  api.route({
    method: 'POST',
    url: '/api/enrolments',
    config: { access: 'public' },
    schema: {
      tags: ['terminals'],
      summary: 'A device asks to become a terminal',
      description: 'Show the code on the screen; an administrator approves it within minutes.',
      body: EnrolmentRequestSchema,
      response: { 201: EnrolmentTicketSchema, ...PROBLEM_RESPONSES },
    },
    handler: async (request, reply) => {
      const admitted = pace.admits(request.ip, parts.clock.monotonic());
      const ticket = admitted ? await parts.enrolments.request(request.body) : null;
      if (!ticket) throw new Problem(429, 'tooManyEnrolments', 'Too many requests; try later.');
      return reply.code(201).send(ticket);
    },
  });
  api.route({
    method: 'POST',
    url: '/api/enrolments/:enrolmentId/collection',
    config: { access: 'public' },
    schema: {
      tags: ['terminals'],
      summary: 'The device asks what became of it, and collects its secret',
      description:
        'A new secret at every call until the terminal has connected once, so that a lost answer ' +
        'does no harm; after that none.',
      params: z.object({ enrolmentId: z.uuid() }),
      body: EnrolmentCollectionSchema,
      response: { 200: EnrolmentStateSchema, ...PROBLEM_RESPONSES },
    },
    handler: async (request) => {
      const { collectToken } = request.body;
      const outcome = await parts.enrolments.collect(request.params.enrolmentId, collectToken);
      if (outcome.state === 'unknown') {
        throw new Problem(404, 'unknownEnrolment', 'No such request, or another token.');
      }
      if (outcome.state === 'alreadyCollected') {
        throw new Problem(409, 'alreadyCollected', 'This terminal has connected; enrol anew.');
      }
      return outcome;
    },
  });
}
