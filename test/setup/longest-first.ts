import type { TestSpecification } from 'vitest/node';
import { BaseSequencer } from 'vitest/node';

/**
 * What takes longest, by what it is named after; measured. Begun last, one of these would run alone
 * while the other processors have nothing left to do.
 */
const LONG = [
  'store-cases',
  'store-ratings',
  'store-parties',
  'vectors',
  'fleet',
  'hub/outbound',
  'hostile',
  'faults/faults',
  'remote/keypad-alone',
  'hub/cli',
  'test/simulator',
  'devices/alone',
  'store-consequences',
  'oracle',
  'browser/rating',
  'visits-by-touch',
  'visits-by-keys',
  'browser/remote',
  'snapshots',
  'browser/screens',
  'demonstration-anew',
  'browser/visit',
  'browser/update',
  'browser/reenrolment',
  'browser/phone',
  'browser/devices',
  'browser/crash',
  'browser/demonstration',
].map((name) => `${name}.test.ts`);

/** Long files begin first; the others as ever, the larger first. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = LONG.findIndex((name) => moduleId.endsWith(name));
      return place === -1 ? LONG.length : place;
    };
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}
