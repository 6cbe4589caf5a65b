import type { ServiceRecord } from '../../protocol/index.ts';
import { ITEMS, localInstant } from '../cases.ts';
import type { WindowPc } from '../parties/window-pc.ts';
import type { Stage } from './stage.ts';
import type { StepOf } from './steps.ts';

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
    staff: stage.staffAt(step.window),
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
