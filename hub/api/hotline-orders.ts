import { z } from 'zod';
import { StepSchema } from '../workorders/step.ts';
import { StepTakenSchema, takeStepFor } from './order-steps.ts';
import type { Api, ApiParts } from './parts.ts';
import { PROBLEM_RESPONSES } from './problems.ts';
import { OrderNoSchema } from './work-order-views.ts';

const HotlineStepSchema = z.strictObject({
  stepId: z
    .string()
    .min(1)
    .max(64)
    .describe("The hotline's own id of this step; the same content may come any number of times"),
  step: StepSchema,
});

const EXAMPLE = {
  stepId: '12345-20261121-0007',
  step: { step: 'verify', substantiated: true, text: '已与评价人核实,情况属实。' },
} as const;

/** The way back from the 12345 hotline (SZ-21a): what became of the orders pushed to it. */
export function hotlineOrderRoutes(api: Api, parts: ApiParts): void {
  api.route({
    method: 'POST',
    url: '/api/hotline/orders/:orderNo/steps',
    config: { access: 'hotlineSystem' },
    schema: {
      tags: ['work orders'],
      summary: 'The 12345 hotline reports a step of a work order',
      description:
        'Dispatching, accepting, returning, verifying, rectifying, following up. Idempotent by ' +
        'stepId; another content under the same stepId is refused.',
      params: z.object({ orderNo: OrderNoSchema }),
      body: HotlineStepSchema.meta({ examples: [EXAMPLE] }),
      response: { 200: StepTakenSchema, ...PROBLEM_RESPONSES },
    },
    handler: (request) => {
      const { stepId, step } = request.body;
      const taker = { kind: 'hotline', systemId: request.caller, stepId } as const;
      return takeStepFor(parts, { ...request.params, step, taker });
    },
  });
}
