import { SENDING_CASES } from './testing/outbox-sending.ts';
import { TAP_CASES } from './testing/outbox-taps.ts';

export { DURABLE_OUTBOX_CONTRACT } from './testing/outbox-durability.ts';
export type { OutboxCase, OutboxSubject } from './testing/outbox-fixtures.ts';

/**
 * What every outbox must hold. Each case is a plain function that throws, so that the suite runs
 * under vitest and inside a browser page alike:
 * `for (const { name, run } of OUTBOX_CONTRACT) it(name, () => run(freshSubject()))`.
 */
export const OUTBOX_CONTRACT = [...TAP_CASES, ...SENDING_CASES];
