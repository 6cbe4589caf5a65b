import { NATIONAL_TAG_LIST, NATIONAL_TAG_VERSION, type Prompt } from '../../protocol/index.ts';
import { KeypadDesk } from '../parties/keypad-desk.ts';
import { TerminalDevice } from '../parties/terminal-device.ts';
import type { Stage } from './stage.ts';
import type { StepOf } from './steps.ts';

const PATIENCE_S = 20;

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
