import type { Behaviour } from '../behaviours/behaviour.ts';
import { bouncingKey } from '../behaviours/bouncing-key.ts';
import { drifts } from '../behaviours/drifts.ts';
import { duplicates } from '../behaviours/duplicates.ts';
import { fullDisk } from '../behaviours/full-disk.ts';
import { garbage } from '../behaviours/garbage.ts';
import { goesOffline } from '../behaviours/goes-offline.ts';
import { powerCut } from '../behaviours/power-cut.ts';
import { KeypadDesk } from '../parties/keypad-desk.ts';
import { sleep } from '../patience.ts';
import type { Evaluator } from './placing.ts';
import type { Stage } from './stage.ts';
import type { StepOf } from './steps.ts';

type Named = Pick<StepOf<'begin'>, 'behaviour' | 'at' | 'ahead'>;

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

/** Throws when it has begun before. */
async function beginBehaviour(stage: Stage, step: Named): Promise<void> {
  const device = stage.evaluators.get(step.at);
  if (device === undefined) throw new Error(`there is no ${step.at}`);
  if (stage.behaviours.has(keyOf(step))) throw new Error('it has begun before');
  const behaviour = behaviourOf(device, step);
  stage.behaviours.set(keyOf(step), behaviour);
  await behaviour.begin();
}

/** Throws when it has not begun. */
async function endBehaviour(stage: Stage, step: Named): Promise<void> {
  const behaviour = stage.behaviours.get(keyOf(step));
  if (behaviour === undefined) throw new Error('it has not begun');
  stage.behaviours.delete(keyOf(step));
  await behaviour.end();
}

function keyOf({ behaviour, at }: Named): string {
  return `${behaviour} ${at}`;
}

function behaviourOf(device: Evaluator, { behaviour, ahead }: Named): Behaviour {
  if (device instanceof KeypadDesk) {
    if (behaviour === 'bouncing-key') return bouncingKey(device.keypad);
    if (behaviour === 'garbage') return garbage(device.keypad);
    throw new Error(`${behaviour} is nothing that a keypad does`);
  }
  switch (behaviour) {
    case 'duplicates':
      return duplicates(device.line);
    case 'goes-offline':
      return goesOffline(device.line);
    case 'drifts': {
      const aheadMs = Temporal.Duration.from(ahead ?? 'PT0S').total('milliseconds');
      return drifts(device.clock, { aheadMs });
    }
    case 'garbage':
      return garbage(device);
    case 'power-cut':
      return powerCut(device);
    case 'full-disk':
      return fullDisk(device.disk);
    case 'bouncing-key':
      throw new Error('this terminal has no keys');
  }
}
