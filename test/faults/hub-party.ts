import { createHub, createLog, parseConfig } from '../../hub/index.ts';
import { TestClock } from '../test-clock.ts';

/**
 * The hub with a clock that can be set: `--clock-ahead MS` at the start, `{ aheadMs }` later. All
 * else is as `hub/main.ts` has it.
 */
const argv = process.argv.slice(2);
const at = argv.indexOf('--clock-ahead');
const clock = new TestClock();
let aheadMs = 0;
const setAhead = (to: number) => {
  clock.set(to - aheadMs);
  aheadMs = to;
};
if (at >= 0) setAhead(Number(argv.splice(at, 2)[1]));
process.on('message', (words: { aheadMs: number }) => setAhead(words.aheadMs));

const outcome = parseConfig({ argv, env: {} });
if (!outcome.ok) throw new Error(outcome.errors.join('\n'));
const onFault = (fault: Error) => {
  process.stderr.write(`${fault.message}\n`);
  process.exit(1);
};
const hub = createHub(outcome.config, { clock, log: createLog('error'), onFault });
process.on('SIGTERM', () => void hub.stop().then(() => process.exit(0)));
process.on('disconnect', () => process.exit(0));
const { firstAdministrator } = await hub.start();
if (firstAdministrator) {
  process.stdout.write(`admin   admin / ${firstAdministrator.password}\n`);
}
