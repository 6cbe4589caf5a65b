import { join } from 'node:path';
import {
  createCitizen,
  EAGER,
  openIdentity,
  SqliteOutbox,
  seeded,
  VirtualTerminal,
} from '../../simulator/index.ts';
import { TestClock } from '../test-clock.ts';
import type { Said, TerminalOrder, Told } from './terminal-words.ts';

/** So impatient that a broken line is found and mended within the second. */
const POLICY = {
  backoff: { baseMs: 50, capMs: 400, spreadMs: 50, signMs: 50, refusedMs: 400, stableMs: 1_000 },
  helloMs: 300,
  welcomeMs: 700,
};
const CITIZENS = { ...EAGER, delayMs: { least: 0, most: 60 } };

const order = JSON.parse(process.argv[2] ?? '') as TerminalOrder;
const clock = new TestClock();
let aheadMs = 0;
const outboxes: SqliteOutbox[] = [];

const say = (words: Said) => void process.send?.(words);

async function open(terminal: number): Promise<VirtualTerminal> {
  const folder = join(order.folder, `terminal-${terminal}`);
  const { hubUrl, mqttUrl, seed } = order;
  const onCode = (userCode: string) => say({ kind: 'code', terminal, userCode });
  const identity = await openIdentity(folder, { hubUrl, kind: 'evaluator', clock, onCode });
  const outbox = new SqliteOutbox(join(folder, 'outbox.sqlite'));
  outboxes.push(outbox);
  const made = new VirtualTerminal({
    identity: { ...identity, mqttUrl },
    kind: 'evaluator',
    outbox,
    citizen: createCitizen(seeded(seed * 100 + terminal), CITIZENS),
    clock,
    policy: POLICY,
    onGiven: (eventId, { caseNo, level }) =>
      say({ kind: 'given', terminal, eventId, caseNo, level }),
    onSettled: (entry) => say({ kind: 'receipt', terminal, entry }),
    onEnded: ({ serviceWindow }) =>
      say({
        kind: 'asked',
        terminal,
        windowNo: serviceWindow?.windowNo,
        terminalId: identity.credentials.terminalId,
      }),
  });
  made.start();
  return made;
}

async function pending(): Promise<number> {
  const counts = await Promise.all(outboxes.map((outbox) => outbox.counts()));
  return counts.reduce((sum, count) => sum + count.pending, 0);
}

const terminals = await Promise.all(Array.from({ length: order.terminals }, (_, n) => open(n)));

process.on('message', (told: Told) => {
  switch (told.kind) {
    case 'ask':
      return void terminals[told.terminal]?.ask(told.prompt);
    case 'clock':
      clock.set(told.aheadMs - aheadMs);
      aheadMs = told.aheadMs;
      return;
    case 'pending':
      return void pending().then((rows) => say({ kind: 'pending', rows }));
  }
});
process.on('disconnect', () => process.exit(0));
say({ kind: 'ready' });
