import type { WindowPc } from '../parties/window-pc.ts';
import { sleep } from '../patience.ts';
import type { Stage } from './stage.ts';
import type { StepOf } from './steps.ts';

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
