import { createRoot } from 'react-dom/client';
import { type Clock, LEVEL_NAMES, LEVELS, type Prompt } from '../../../protocol/index.ts';
import { systemClock } from '../../link/clock.ts';
import { createEventIds, tapNow } from '../../link/tap.ts';
import '../fonts/index.ts';
import { openDatabase } from '../outbox/database.ts';
import { IndexedOutbox } from '../outbox/indexed-outbox.ts';
import { Runner } from '../screen/runner.ts';
import { ScreenView } from '../screen/views/ScreenView.tsx';
import '../style/index.ts';
import { EMPTY_SURROUNDINGS } from '../surroundings.ts';

/**
 * The screen with its outbox, where a second is short: `await visits(500)` makes so many citizens
 * rate, each by all three screens of a visit. Not part of the product.
 */
const TIMES = 50;
const clock: Clock = {
  now: () => systemClock.now() + (TIMES - 1) * systemClock.monotonic(),
  monotonic: () => TIMES * systemClock.monotonic(),
  after: (delayMs, run) => systemClock.after(delayMs / TIMES, run),
};
const bootId = crypto.randomUUID();
const mint = createEventIds(clock);
const root = createRoot(document.getElementById('screen') ?? document.body);
const outbox = new IndexedOutbox(await openDatabase());
const draw = () =>
  root.render(
    <ScreenView
      state={runner.state}
      surroundings={{ ...EMPTY_SURROUNDINGS, hub: 'reached' }}
      clock={clock}
      voice={null}
      act={(event) => runner.dispatch(event)}
      choose={(level, input) => runner.dispatch({ kind: 'choose', level, input, eventId: mint() })}
      onEnrolAgain={() => {}}
      onEnrolAnew={() => {}}
      onUnlock={() => {}}
      onExport={() => {}}
      onCalibrated={() => {}}
    />,
  );
const runner: Runner = new Runner({
  clock,
  outbox,
  tap: () => tapNow(clock, bootId, 0),
  channel: () => 'evaluator',
  report: () => {},
  onStored: () => {},
  onChange: draw,
});
const timings = { ...runner.state.timings, undoMs: 60_000, thanksMs: 1_000 };
runner.dispatch({ kind: 'configured', timings, paused: false });
runner.dispatch({ kind: 'started' });

let count = 0;
async function visit(): Promise<void> {
  const caseNo = `C-${++count}`;
  const level = LEVELS[count % LEVELS.length] ?? 5;
  runner.prompt('hub', promptOf(caseNo), 600_000);
  await press(LEVEL_NAMES[level]);
  await press('提交');
  await until(() => runner.state.screen.kind === 'thanks');
  const [row] = await outbox.unsent(1);
  if (row?.body.caseNo !== caseNo) throw new Error(`${caseNo} is not in the outbox`);
  await receipt(row.eventId);
  await until(() => runner.state.screen.kind === 'idle');
}

/** What the link does when the hub has a rating. */
async function receipt(eventId: string): Promise<void> {
  const [receiptCode, at] = ['K7M29QXD', Math.round(clock.now())];
  await outbox.freeze([{ eventId, payload: `signed ${eventId}` }]);
  const storedAt = new Date(at).toISOString();
  const word = { outcome: 'stored', standing: 'counted', duplicate: false } as const;
  await outbox.settle([{ receipt: { ...word, eventId, receiptCode, storedAt }, at }]);
  runner.dispatch({ kind: 'settled', eventId, receiptCode });
}

async function press(name: string): Promise<void> {
  const open = () =>
    [...document.querySelectorAll('button:not([aria-disabled])')].find(
      (button) => (button.ariaLabel ?? button.querySelector('.confirm-name')?.textContent) === name,
    );
  await until(() => open() !== undefined);
  (open() as HTMLButtonElement).click();
}

async function until(holds: () => boolean): Promise<void> {
  for (let look = 0; !holds(); look++) {
    if (look > 5_000) throw new Error(`the screen stays ${runner.state.screen.kind}`);
    await new Promise<void>((resolve) => systemClock.after(4, resolve));
  }
}

function promptOf(caseNo: string): Prompt {
  const now = new Date(clock.now());
  return {
    promptId: crypto.randomUUID(),
    invitationId: null,
    caseNo,
    stage: 'completion',
    item: { itemCode: 'BDC-0107', name: '二手房转移登记' },
    serviceWindow: { windowNo: '12', name: '不动产登记' },
    staff: { staffNo: '0231', name: '林静怡' },
    issuedAt: now.toISOString(),
    showUntil: new Date(now.getTime() + 600_000).toISOString(),
    lastDay: null,
  };
}

Object.assign(globalThis, {
  visits: async (times: number) => {
    for (let done = 0; done < times; done++) await visit();
    return (await outbox.counts()).highestSeq;
  },
});
