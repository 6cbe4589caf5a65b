import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Prompt, ServiceRecord } from '../../protocol/index.ts';
import { WindowPc } from '../../simulator/index.ts';
import { instant, systemClock } from '../../terminal/link/index.ts';
import { check, type Standing } from './checks.ts';
import { FaultRunner } from './fault-runner.ts';
import { finishedCase, type Hall, ITEM, STAFF } from './hall.ts';
import type { Plan } from './plan.ts';
import { Witness } from './witness.ts';

export interface Outcome extends Standing {
  seed: number;
  taps: number;
  seconds: number;
  violations: string[];
}

const SETTLE_MS = 30_000;
const SHOWN_MS = 60_000;

/** Lets a plan happen in this hall, waits until all is mended, and looks at what is left of it. */
export async function run(hall: Hall, { seed, happenings }: Plan): Promise<Outcome> {
  const startedAt = systemClock.monotonic();
  const witness = new Witness();
  hall.onSaid = (words) => witness.hear(words);
  const faults = new FaultRunner(hall);
  await faults.backUp();
  const windowPc = new WindowPc({ hubUrl: hall.hub.url, systemKey: hall.systemKey });
  const records: ServiceRecord[] = [];
  const begun = systemClock.monotonic();
  const reports: Promise<unknown>[] = [];
  for (const happening of happenings) {
    await sleep(Math.max(0, happening.atMs - (systemClock.monotonic() - begun)));
    if (happening.what === 'fault') {
      faults.begin(happening.fault);
      continue;
    }
    const { terminal, toldFirst } = happening;
    const record = finishedCase(terminal, `F${seed}-${records.length + 1}`);
    records.push(record);
    if (toldFirst === 'hub') reports.push(windowPc.report([record]).catch(() => {}));
    else hall.terminals.tell({ kind: 'ask', terminal, prompt: promptOf(record) });
  }
  await Promise.all([...reports, faults.allOver()]);
  // A business system that reports all again harms nothing, and a restored hub needs it.
  await windowPc.report(records);
  const isSettled = await settled(hall, windowPc);
  const caseNos = records.map(({ caseNo }) => caseNo);
  const { violations, standing } = await check(hall, witness, caseNos);
  if (!isSettled) violations.unshift(`not settled after ${SETTLE_MS / 1_000} s`);
  await calm(hall);
  const seconds = Math.round((systemClock.monotonic() - startedAt) / 100) / 10;
  return { seed, taps: witness.taps.size, ...standing, seconds, violations };
}

/** All records are at the hub, all outboxes empty, and nothing more comes. */
async function settled(hall: Hall, windowPc: WindowPc): Promise<boolean> {
  const until = systemClock.monotonic() + SETTLE_MS;
  hall.line.cut();
  for (let quiet = 0; quiet < 5; ) {
    if (systemClock.monotonic() > until) return false;
    await sleep(150);
    const waiting = (await windowPc.catchUp()) + (await hall.terminals.pending());
    quiet = waiting === 0 ? quiet + 1 : 0;
  }
  return true;
}

/** The next seed finds clocks and line as they should be. */
async function calm(hall: Hall): Promise<void> {
  hall.hubAheadMs = 0;
  hall.hub.tell({ aheadMs: 0 });
  hall.terminals.tell({ kind: 'clock', aheadMs: 0 });
  hall.line.cut();
}

/** As the agent of a window asks while the hub has not heard of the case. */
function promptOf({ caseNo, windowNo = '' }: ServiceRecord): Prompt {
  const now = systemClock.now();
  return {
    promptId: randomUUID(),
    invitationId: null,
    caseNo,
    stage: 'completion',
    item: ITEM,
    serviceWindow: { windowNo, name: '综合受理' },
    staff: STAFF,
    issuedAt: instant(now),
    showUntil: instant(now + SHOWN_MS),
    lastDay: null,
  };
}
