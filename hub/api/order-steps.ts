import { z } from 'zod';
import type { Step } from '../workorders/step.ts';
import type { StepRefusal, StepTaker } from '../workorders/take-step.ts';
import type { ApiParts } from './parts.ts';
import { Problem } from './problems.ts';
import { AllowedSchema, OrderStateSchema } from './work-order-views.ts';

export const StepTakenSchema = z.object({
  status: z.enum(['taken', 'duplicate']).describe('duplicate: the hotline sent it before'),
  state: OrderStateSchema,
  allowed: AllowedSchema,
});

const STATUS: Record<StepRefusal['reason'], number> = {
  notNow: 409,
  notYours: 403,
  answerNotOffered: 422,
  reasonMissing: 422,
};

/** Takes a step for whoever asks, or throws the problem that says why not. */
export async function takeStepFor(
  { store, metrics, log }: ApiParts,
  asked: { orderNo: string; step: Step; taker: StepTaker },
): Promise<z.infer<typeof StepTakenSchema>> {
  const { orderNo, step, taker } = asked;
  const outcome = await store.submit({ kind: 'workOrder.step', orderNo, step, taker });
  switch (outcome.status) {
    case 'unknownOrder':
      throw new Problem(404, 'unknownOrder', 'No such work order.');
    case 'contradiction': {
      const message = 'Used before with another content.';
      throw new Problem(409, 'contradiction', message, [{ path: 'body.stepId', message }]);
    }
    case 'refused': {
      const { reason, rule, detail, allowed } = outcome.refusal;
      metrics.refusals.inc({ message: 'work-order-step', reason });
      const now = allowed.map((name) => ({
        path: 'body.step',
        message: `allowed now: ${name}`,
        rule,
      }));
      throw new Problem(STATUS[reason], reason, detail, now);
    }
    case 'taken':
    case 'duplicate': {
      const by = taker.kind === 'account' ? taker.name : taker.systemId;
      metrics.commits.inc({ kind: 'workOrder.step' });
      log.info({ orderNo, step: step.step, status: outcome.status, by }, 'work order step');
      return outcome;
    }
  }
}
