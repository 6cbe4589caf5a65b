import type { Store } from '../../hub/index.ts';
import { type Configuration, type Timings, TimingsSchema } from '../../protocol/index.ts';

/** The shortest that the wire allows, for stories that rate several times and wait for the end. */
export const BRISK = TimingsSchema.parse({ undoMs: 3_000, thanksMs: 1_000 });

/** For stories that do much while 修改 stays: a busy machine must not run out of time there. */
export const UNHURRIED = TimingsSchema.parse({ undoMs: 25_000, thanksMs: 1_000 });

/** A store whose terminals are configured with these timings. */
export function timedStore(own: Store, timings: Timings): Store {
  return {
    start: () => own.start(),
    stop: () => own.stop(),
    submit: (command) => own.submit(command),
    async query(query) {
      const answer = await own.query(query);
      if (query.kind === 'desiredState' && answer !== null) {
        (answer as { configuration: Configuration }).configuration.timings = timings;
      }
      return answer;
    },
    get queued() {
      return own.queued;
    },
  };
}
