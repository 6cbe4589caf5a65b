import { HubApi } from '../hub-api.ts';
import { caseAt, refusedBy } from './look.ts';
import type { Stage } from './stage.ts';
import type { StepOf } from './steps.ts';

const PATIENCE_S = 20;
/** 承办单位 of the simulator's hotline. */
const BODY = '11440300MB2C927368';
const REPORTS = {
  dispatch: { step: 'dispatch', body: BODY },
  accept: { step: 'accept' },
  return: { step: 'return', text: '不属于本单位职责。' },
  verify: { step: 'verify', substantiated: true, text: '已与评价人核实，情况属实。' },
  rectify: { step: 'rectify', text: '已约谈并整改。' },
  followUp: { step: 'followUp', answer: 'satisfied' },
} as const;

export async function setReceiver(stage: Stage, step: StepOf<'set-receiver'>): Promise<string> {
  const party = stage.receiver(step.receiver);
  party.behaviour = step.behaviour;
  if (step.reason !== undefined) party.reason = step.reason;
  return step.behaviour;
}

export async function resend(stage: Stage, step: StepOf<'resend'>): Promise<string> {
  const refused = await refusedBy(stage, step.receiver);
  if (refused.length === 0) throw new Error(`${step.receiver} refused nothing`);
  // In the order in which they were made: a rating waits for its service record.
  for (const { id } of refused.sort((a, b) => a.id - b.id)) {
    await stage.hub.call('POST', `/api/deliveries/${id}/resend`);
  }
  return `${refused.length} deliveries`;
}

export async function hotlineReports(
  stage: Stage,
  step: StepOf<'hotline-reports'>,
): Promise<string> {
  const caseNo = stage.caseNo(step.case);
  const look = async () => {
    const seen = await caseAt(stage, caseNo);
    return seen?.ratings.find(({ order }) => order !== null)?.order?.orderNo ?? null;
  };
  const orderNo = await stage.until(PATIENCE_S, look, () => `a work order of ${caseNo}`);
  const hotline = new HubApi({ hubUrl: stage.hubUrl, token: stage.hotlineKey });
  const stepId = `${orderNo}-${step.report}`;
  const body = { stepId, step: REPORTS[step.report] };
  const path = `/api/hotline/orders/${orderNo}/steps`;
  const { state } = await hotline.call<{ state: string }>('POST', path, body);
  return `${orderNo} is ${state}`;
}
