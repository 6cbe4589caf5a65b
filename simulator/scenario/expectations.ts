import { KeypadDesk } from '../parties/keypad-desk.ts';
import { TerminalDevice } from '../parties/terminal-device.ts';
import { isAbout } from './citizens.ts';
import { caseAt, refusedBy } from './look.ts';
import type { Stage } from './stage.ts';
import type { StepOf } from './steps.ts';

export async function expectPrompt(stage: Stage, step: StepOf<'expect-prompt'>): Promise<string> {
  const device = stage.evaluators.get(step.at);
  if (device instanceof KeypadDesk) {
    const asks = async () => ((await device.status()).asking === 'asking' ? 'asks' : null);
    return stage.until(step.within, asks, () => 'the keypad asks nothing');
  }
  const caseNo = stage.caseNo(step.case);
  const look = () => {
    const prompt = device?.asked ?? null;
    const fits =
      (step.cases === undefined || prompt?.batch?.count === step.cases) &&
      (step.linked === undefined || prompt?.linkedCases?.length === step.linked);
    return fits && isAbout(prompt, caseNo) ? prompt : null;
  };
  const prompt = await stage.until(step.within, look, () => `it asks ${asked(device)}`);
  return `${prompt.item.name}, ${prompt.batch?.count ?? 1} case(s)`;
}

/** As many as expected, of the standing and level expected. */
export async function expectRating(stage: Stage, step: StepOf<'expect-rating'>): Promise<string> {
  const caseNo = stage.caseNo(step.case);
  let seen = 'nothing';
  const look = async () => {
    const ratings = (await caseAt(stage, caseNo))?.ratings ?? [];
    seen = ratings.map(({ level, standing }) => `${level} ${standing}`).join(', ') || 'nothing';
    const fitting = ratings.filter(({ standing }) => standing === step.standing);
    const fits = fitting.every(({ level }) => step.level === undefined || level === step.level);
    return fits && fitting.length === step.times ? seen : null;
  };
  return stage.until(step.within, look, () => `the hub has ${seen}`);
}

export async function expectInvitation(
  stage: Stage,
  step: StepOf<'expect-invitation'>,
): Promise<string> {
  const caseNo = stage.caseNo(step.case);
  let seen = 'no case';
  const look = async () => {
    const found = await caseAt(stage, caseNo);
    if (found === null) return null;
    const invitation = found.invitations.at(-1);
    seen = invitation ? `${invitation.status} ${invitation.defaultLevel ?? ''}`.trim() : 'none';
    const fits = (invitation?.status ?? 'none') === step.status;
    const isLevel = step.level === undefined || invitation?.defaultLevel === step.level;
    return fits && isLevel ? seen : null;
  };
  return stage.until(step.within, look, () => `it is ${seen}`);
}

export async function expectOrder(stage: Stage, step: StepOf<'expect-order'>): Promise<string> {
  const caseNo = stage.caseNo(step.case);
  let seen = 'none';
  const look = async () => {
    const found = await caseAt(stage, caseNo);
    if (found === null) return null;
    const order = found.ratings.find((rating) => rating.order !== null)?.order;
    seen = order?.state ?? 'none';
    return seen === step.state ? `${order?.orderNo ?? 'none'} ${seen}` : null;
  };
  return stage.until(step.within, look, () => `it is ${seen}`);
}

export async function expectReceiver(
  stage: Stage,
  step: StepOf<'expect-receiver'>,
): Promise<string> {
  const { taken } = stage.receiver(step.receiver);
  const look = () => (taken.length === step.taken ? `${taken.length}` : null);
  return stage.until(step.within, look, () => `it has taken ${taken.length}`);
}

export async function expectRefused(stage: Stage, step: StepOf<'expect-refused'>): Promise<string> {
  let seen = 0;
  const look = async () => {
    seen = (await refusedBy(stage, step.receiver)).length;
    return seen === step.refused ? `${seen}` : null;
  };
  return stage.until(step.within, look, () => `it refused ${seen}`);
}

export async function expectOutbox(stage: Stage, step: StepOf<'expect-outbox'>): Promise<string> {
  const device = stage.evaluators.get(step.at);
  if (device === undefined) throw new Error(`there is no ${step.at}`);
  let seen = 0;
  const look = async () => {
    const counts = device instanceof KeypadDesk ? await device.status() : await device.outbox();
    seen = counts.pending;
    return seen === step.pending ? `${seen} pending, ${counts.refused} refused` : null;
  };
  return stage.until(step.within, look, () => `${seen} pending`);
}

function asked(device: unknown): string {
  return device instanceof TerminalDevice ? (device.asked?.caseNo ?? 'nothing') : 'nothing';
}
