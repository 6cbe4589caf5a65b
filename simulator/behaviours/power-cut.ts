import type { Behaviour } from './behaviour.ts';

/** No farewell, nothing flushed: what is on the disk is what there is when the power comes back. */
export function powerCut(device: {
  cutPower(): Promise<void>;
  powerUp(): Promise<void>;
}): Behaviour {
  return {
    begin: () => device.cutPower(),
    end: () => device.powerUp(),
  };
}
