import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Freezer } from '../../link/freezer.ts';
import { createSigner, generateSigningKey, MemoryOutbox, type Signer } from '../../link/index.ts';
import { type CopyKeeper, SecondCopy } from '../../link/second-copy.ts';
import { FakeClock } from '../../link/testing/fake-clock.ts';
import { body, id, settle, stored, tap } from '../../link/testing/outbox-fixtures.ts';
import { exportRatings } from '../export.ts';
import { createLog } from '../log.ts';
import { SecondCopies } from './second-copies.ts';

const identity = { terminalId: 't-01', secret: 'the secret of t-01', wsPath: '/mqtt' };

let folder: string;
let clock: FakeClock;
let signer: Signer;
let copies: SecondCopies;
let isAway: boolean;

const parts = () => ({ clock, log: createLog('silent'), hubUrl: 'http://127.0.0.1:9' });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'haochaping-copies-'));
  clock = new FakeClock();
  signer = createSigner(await generateSigningKey());
  isAway = false;
  beginAgent();
});

afterEach(async () => {
  await copies.stop();
  rmSync(folder, { recursive: true });
});

function beginAgent(): void {
  copies = new SecondCopies({ ...parts(), dataFolder: folder });
  copies.start();
}

/** The agent as the page reaches it. */
const keeper: CopyKeeper = {
  meet: async (waiting) => (isAway ? null : copies.meet(identity, waiting)),
  async hand(news) {
    if (isAway) return 'away';
    return (await copies.hand(identity.terminalId, news)) ? 'kept' : 'unmet';
  },
};

/** A screen with this outbox, and its line to the agent. */
function screenWith(outbox: MemoryOutbox) {
  const { terminalId } = identity;
  const clockOffsetMs = () => 0;
  const common = { outbox, clock };
  const freezer = new Freezer({ ...common, terminalId, bootId: tap.bootId, signer, clockOffsetMs });
  let backs = 0;
  const copy = new SecondCopy({ ...common, freezer, keeper, onBack: () => backs++ });
  copy.start();
  return {
    outbox,
    copy,
    freezer,
    get backs() {
      return backs;
    },
    async hold(caseNo?: string) {
      return outbox.hold({ eventId: id(), body: body(caseNo), tap, heldUntil: 0 });
    },
    async rate(caseNo?: string): Promise<string> {
      const { eventId } = await this.hold(caseNo);
      await outbox.release(eventId);
      copy.wake();
      return eventId;
    },
    async settle(eventId: string) {
      await settle(outbox, stored(eventId));
      copy.settled(eventId);
    },
  };
}

const kept = async () => (await copies.facts())[0]?.waiting;

/** Time of the clock, and real time too: signing is the platform's. */
async function untilKept(wanted: number | undefined): Promise<void> {
  await vi.waitFor(async () => {
    await clock.pass(1_000);
    expect(await kept()).toBe(wanted);
  }, 10_000);
}

describe('the second copy of what a screen holds', () => {
  it('is at the agent soon after the tap, the same to the byte, until the receipt is seen', async () => {
    const screen = screenWith(new MemoryOutbox());
    const eventId = await screen.rate();
    await untilKept(1);
    const [row] = await screen.outbox.unsent(9);
    expect(row?.payload).toContain('"signature"');
    const meeting = await copies.meet(identity, []);
    expect(meeting).toEqual({ highestSeq: 1, lacking: [], back: [row?.payload] });

    await screen.settle(eventId);
    await untilKept(0);
  });

  it('is not made of what the hub has at once, nor of what can still be changed', async () => {
    const screen = screenWith(new MemoryOutbox());
    await untilKept(0);
    const held = await screen.hold();
    const fast = await screen.rate();
    await screen.freezer.unsent(9);
    await screen.settle(fast);
    const slow = await screen.rate();
    await untilKept(1);
    await screen.outbox.release(held.eventId);
    screen.copy.wake();
    await untilKept(2);
    const { lacking } = await copies.meet(identity, [held.eventId, slow, fast]);
    expect(lacking).toEqual([fast]);
  });

  it('is made as soon as the agent answers, of all that waits', async () => {
    isAway = true;
    const screen = screenWith(new MemoryOutbox());
    for (let n = 0; n < 230; n++) await screen.rate();
    await untilKept(undefined);
    isAway = false;
    await untilKept(230);
  });

  it('survives the agent, and is handed to one that lost its folder', async () => {
    const screen = screenWith(new MemoryOutbox());
    await screen.rate();
    await untilKept(1);
    await copies.stop();
    beginAgent();
    expect(await kept()).toBe(1);
    await screen.rate();
    await untilKept(2);

    await copies.stop();
    rmSync(join(folder, 'copies'), { recursive: true });
    beginAgent();
    screen.copy.keeperBack();
    await untilKept(2);
  });

  it('goes back to a screen that lost it, once, and new taps count on', async () => {
    const first = screenWith(new MemoryOutbox());
    for (let n = 0; n < 3; n++) await first.rate();
    await untilKept(3);
    const before = await first.outbox.unsent(9);
    first.copy.stop();

    const second = screenWith(new MemoryOutbox());
    await second.rate('C-new');
    await untilKept(4);
    const after = await second.outbox.unsent(9);
    expect(after.slice(0, 3).map(({ payload }) => payload)).toEqual(
      before.map(({ payload }) => payload),
    );
    expect(after.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect(second.backs).toBe(1);
    expect(await kept()).toBe(4);
  });

  it('is forgotten when the receipt came while the agent was away', async () => {
    const screen = screenWith(new MemoryOutbox());
    const eventId = await screen.rate();
    await untilKept(1);
    screen.copy.stop();
    await screen.settle(eventId);
    screen.copy.start();
    await untilKept(0);
    expect(screen.backs).toBe(0);
  });

  it('is not sent by the agent once it is evidence, and its folder goes with it', async () => {
    const screen = screenWith(new MemoryOutbox());
    const eventId = await screen.rate();
    await untilKept(1);
    screen.copy.stop();
    await copies.meet(null, []);
    expect(await copies.facts()).toMatchObject([{ terminalId: 't-01', waiting: 1 }]);
    expect((await copies.facts())[0]?.sending).not.toBeNull();
    await copies.discard([eventId]);
    expect(await copies.facts()).toEqual([]);
    expect(readdirSync(join(folder, 'copies'))).toEqual([]);
  });

  it('is carried away by the export, beside the agent that keeps it', async () => {
    const screen = screenWith(new MemoryOutbox());
    await screen.rate();
    await untilKept(1);
    const [row] = await screen.outbox.unsent(9);
    const file = join(folder, 'carried.json');
    expect(await exportRatings(folder, file, clock)).toBe(1);
    expect(JSON.parse(readFileSync(file, 'utf8')).ratings).toEqual([row?.payload]);
    expect(await kept()).toBe(1);
  });
});
