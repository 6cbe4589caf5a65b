import type { Outbox } from '../../terminal/link/index.ts';
import type { Behaviour } from './behaviour.ts';

/** A disk that an outbox lies on, and whether it is full. */
export class Disk {
  isFull = false;

  /** The same outbox; while the disk is full, whatever would write rejects and keeps nothing. */
  carry<T extends Outbox>(outbox: T): T {
    return new Proxy(outbox, {
      get: (target, name) => {
        const found = Reflect.get(target, name);
        if (typeof found !== 'function') return found;
        return (...given: unknown[]) =>
          this.isFull && WRITES.has(name as keyof Outbox)
            ? Promise.reject(Object.assign(new Error('the disk is full'), { code: 'ENOSPC' }))
            : found.apply(target, given);
      },
    });
  }
}

const WRITES: ReadonlySet<keyof Outbox> = new Set([
  'hold',
  'change',
  'release',
  'drop',
  'freeze',
  'settle',
  'reoffer',
  'raiseSeq',
  'adopt',
  'prune',
]);

export function fullDisk(disk: { isFull: boolean }): Behaviour {
  return {
    async begin() {
      disk.isFull = true;
    },
    async end() {
      disk.isFull = false;
    },
  };
}
