import {
  NATIONAL_TAG_LIST,
  NATIONAL_TAG_VERSION,
  type Prompt,
  type ServiceRecord,
} from '../../protocol/index.ts';
import { ITEMS, localInstant, staffMember } from '../cases.ts';
import { HubApi } from '../hub-api.ts';
import { KeypadDesk } from '../parties/keypad-desk.ts';
import { TerminalDevice } from '../parties/terminal-device.ts';
import type { WindowPc } from '../parties/window-pc.ts';
import { sleep } from '../patience.ts';
import { beginBehaviour, endBehaviour } from './behaving.ts';
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

export async function finishCase(stage: Stage, step: StepOf<'finish-case'>): Promise<string> {
  const windowPc = stage.windowPcs.get(step.window);
  if (windowPc === undefined) throw new Error(`there is no ${step.window}`);
  const item = itemOf(step.item);
  const record: ServiceRecord = {
    recordId: `r-${stage.caseNo(step.case)}-${step.event ?? ''}`,
    caseNo: stage.caseNo(step.case),
    event: step.event ?? (item.certificate ? 'collected' : 'granted'),
    occurredAt: localInstant(stage.clock.now()),
    mode: 'window',
    item: { itemCode: item.itemCode, name: item.name },
    certificate: item.certificate,
    departmentCode: item.departmentCode,
    hallId: stage.hallId,
    windowNo: step.window,
    staff: staffMember(8_000 + [...stage.windowPcs.keys()].indexOf(step.window)),
    ...(step.declaration !== undefined && { declarationNo: stage.caseNo(step.declaration) }),
    ...(step.linked !== undefined && { linkedCases: linkedOf(stage, step.linked) }),
    ...(step.phone !== undefined && { applicant: applicantOf(step.phone) }),
    ...(stage.testCases && { test: true }),
  };
  return delivered(await windowPc.report([record]));
}

export async function endFlow(stage: Stage, step: StepOf<'end-flow'>): Promise<string> {
  const kiosk = stage.kiosks.get(step.kiosk);
  if (kiosk === undefined) throw new Error(`there is no ${step.kiosk}`);
  const { itemCode, name } = itemOf(step.item);
  kiosk.begin(stage.caseNo(step.case), { itemCode, name });
  return delivered(await kiosk.end(stage.testCases ? { test: true } : {}));
}

export async function rate(stage: Stage, step: StepOf<'rate'>): Promise<string> {
  const device = stage.evaluators.get(step.at);
  if (device instanceof KeypadDesk) {
    if (step.level === null) throw new Error('a keypad has no linked cases');
    await device.rate(step.level);
    return `level ${step.level} by its keys, and it said thanks`;
  }
  if (device === undefined) throw new Error(`there is no ${step.at}`);
  await untilAsked(stage, device, step);
  const { business, service, text } = step;
  const linked = step.linked?.map((one) => ({ ...one, caseNo: stage.caseNo(one.case) }));
  const given = device.tap({
    kind: 'rates',
    afterMs: 0,
    level: step.level,
    tags: (step.tags ?? []).map((code) => ({
      ...{ list: NATIONAL_TAG_LIST, version: NATIONAL_TAG_VERSION, code },
    })),
    ...(business !== undefined && { business }),
    ...(service !== undefined && { service }),
    ...(text !== undefined && { text }),
    ...(linked && { linked: linked.map(({ caseNo, level }) => ({ caseNo, level })) }),
  });
  if (step.kept) return `kept as ${await given}`;
  const fault = await given.then(() => null).catch((error: Error) => error);
  if (fault === null) throw new Error('the tap was kept');
  return `not kept, no thanks: ${fault.message}`;
}

export async function decline(stage: Stage, step: StepOf<'decline'>): Promise<string> {
  const device = stage.evaluators.get(step.at);
  if (!(device instanceof TerminalDevice)) throw new Error(`there is no screen at ${step.at}`);
  await untilAsked(stage, device, {});
  await device.tap({ kind: 'declines', afterMs: 0 });
  return 'nothing is recorded';
}

export async function begin(stage: Stage, step: StepOf<'begin'>): Promise<string> {
  await beginBehaviour(stage, step);
  if (step.seconds === undefined) return 'it lasts';
  await sleep(stage.clock, step.seconds * 1_000);
  await endBehaviour(stage, step);
  return `for ${step.seconds} s`;
}

export async function end(stage: Stage, step: StepOf<'end'>): Promise<string> {
  await endBehaviour(stage, step);
  return 'over';
}

export async function killHub({ own }: Stage): Promise<string> {
  await own?.process.kill();
  return 'killed';
}

export async function stopHub({ own }: Stage): Promise<string> {
  await own?.process.stop();
  return 'stopped in order';
}

/** Business systems send what they kept meanwhile. */
export async function startHub({ own, windowPcs, kiosks }: Stage): Promise<string> {
  await own?.process.start();
  const roads: Pick<WindowPc, 'waiting' | 'catchUp'>[] = [
    ...windowPcs.values(),
    ...kiosks.values(),
  ];
  const kept = roads.reduce((sum, road) => sum + road.waiting, 0);
  for (const road of roads) await road.catchUp();
  return kept === 0 ? 'ready' : `ready, and it got ${kept} records that were kept`;
}

export async function pass(stage: Stage, step: StepOf<'pass'>): Promise<string> {
  const ms = Temporal.Duration.from(step.by).total('milliseconds');
  stage.clock.set(ms);
  const { now } = await stage.hub.call<{ now: string }>('POST', '/api/test-mode/clock', {
    by: step.by,
  });
  return `the hub's clock says ${now}`;
}

export async function wait(stage: Stage, step: StepOf<'wait'>): Promise<string> {
  await sleep(stage.clock, step.seconds * 1_000);
  return 'over';
}

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

/** Waits until the terminal asks, about this case if one is named. */
async function untilAsked(
  stage: Stage,
  device: TerminalDevice,
  { case: alias }: { case?: string | undefined },
): Promise<Prompt> {
  const caseNo = alias === undefined ? null : stage.caseNo(alias);
  const look = () => (isAbout(device.asked, caseNo) ? device.asked : null);
  return stage.until(PATIENCE_S, look, () => `it asks ${device.asked?.caseNo ?? 'nothing'}`);
}

/** A batch asks about each of its cases. */
export function isAbout(prompt: Prompt | null, caseNo: string | null): boolean {
  if (prompt === null) return false;
  if (caseNo === null || prompt.caseNo === caseNo) return true;
  return prompt.batch?.caseNos.includes(caseNo) ?? false;
}

function delivered(delivery: Awaited<ReturnType<WindowPc['report']>>): string {
  if (delivery.road === 'kept') return 'the hub is away: kept until it is back';
  if (delivery.road === 'agent') return 'the hub is away: the agent asks';
  const [result] = delivery.results;
  if (result?.status === 'refused') {
    const words = result.errors?.map(({ path, message }) => `${path}: ${message}`).join('; ');
    throw new Error(`the hub refused the record: ${words}`);
  }
  return `${result?.status ?? 'recorded'}${result?.invitation ? ', may be rated' : ''}`;
}

function itemOf(code: string | undefined) {
  return ITEMS.find(({ itemCode }) => itemCode === code) ?? ITEMS[0];
}

function linkedOf(stage: Stage, linked: { case: string; item: string }[]) {
  return linked.map((one) => {
    const { itemCode, name, departmentCode } = itemOf(one.item);
    return { caseNo: stage.caseNo(one.case), item: { itemCode, name }, departmentCode };
  });
}

function applicantOf(phone: string) {
  return { kind: 'person', name: '欧阳小明', phone } as const;
}
