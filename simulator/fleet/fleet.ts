import { randomBytes } from 'node:crypto';
import type { Clock } from '../../protocol/index.ts';
import { MemoryOutbox, type Outbox, type SessionPolicy } from '../../terminal/link/index.ts';
import { CaseSource, staffMember, type WindowPlace } from '../cases.ts';
import { type CitizenBehaviour, createCitizen, EAGER } from '../citizen.ts';
import { SimulatedHall } from '../hall.ts';
import { HubApi, type HubApiOptions } from '../hub-api.ts';
import { enrol } from '../identity.ts';
import { VirtualTerminal } from '../parties/terminal.ts';
import { WindowPc } from '../parties/window-pc.ts';
import { waitUntil } from '../patience.ts';
import { seeded } from '../random.ts';
import type { Arrivals } from './curve.ts';
import { FleetFeed } from './feed.ts';
import { type Given, type Listed, type Tally, tallyOf } from './tally.ts';

export interface FleetOptions {
  /** Where the hub is, and who the administrator is. */
  hub: HubApiOptions;
  terminals: number;
  /** Cases finished, all windows together. */
  arrivals: Arrivals;
  /** How long to wait for the last receipts. */
  settleMs: number;
  seed: number;
  clock: Clock;
  citizens?: CitizenBehaviour;
  /** One for each terminal; in memory unless told otherwise. */
  outbox?: (terminalId: string) => Outbox;
  policy?: Partial<SessionPolicy>;
  onProgress?: (words: string) => void;
}

export interface FleetCount extends Tally {
  terminals: number;
  /** Cases that were finished, of which the hub took so many. */
  finished: number;
  recorded: number;
  seconds: number;
}

const ENROLLING_AT_ONCE = 32;
const START_MS = 120_000;
/** More for each terminal: so many at once take their time. */
const START_EACH_MS = 20;

/** A hall full of virtual terminals against a real hub. One run, then it is used up. */
export class Fleet {
  private readonly options: FleetOptions;
  private readonly hub: HubApi;
  private readonly hall: SimulatedHall;
  private readonly runId = randomBytes(3).toString('hex');
  private readonly terminals: VirtualTerminal[] = [];
  private readonly given = new Map<string, Given>();
  private finished = 0;
  private recorded = 0;
  private onLeft: (caseNo: string) => void = () => {};

  constructor(options: FleetOptions) {
    this.options = options;
    this.hub = new HubApi(options.hub);
    this.hall = new SimulatedHall({
      hub: this.hub,
      hallId: `FLEET-${this.runId}`,
      systemId: `fleet-${this.runId}`,
      places: placesOf(`FLEET-${this.runId}`, options.terminals),
    });
  }

  async run(): Promise<FleetCount> {
    const baseline = await this.newestPosition();
    const systemKey = await this.hall.open();
    try {
      await this.enrolAll();
      await this.connectAll();
      const startedAt = this.options.clock.monotonic();
      await this.feed(systemKey);
      await this.settle();
      const seconds = (this.options.clock.monotonic() - startedAt) / 1_000;
      const listed = await this.list(baseline);
      const { terminals } = this.options;
      const { finished, recorded } = this;
      const tally = tallyOf(this.given, listed);
      return { terminals, finished, recorded, seconds: Math.round(seconds * 10) / 10, ...tally };
    } finally {
      await Promise.all(this.terminals.map((terminal) => terminal.stop()));
      await this.hall.close();
    }
  }

  /** Every device asks, shows its code, is approved and collects: no back door. */
  private async enrolAll(): Promise<void> {
    const { terminals, clock, hub } = this.options;
    let next = 0;
    const enrolOne = async (n: number) => {
      const terminalId = `fleet-${this.runId}-${n + 1}`;
      let failed: (error: unknown) => void = () => {};
      const failure = new Promise<never>((_, reject) => {
        failed = reject;
      });
      const windowNo = this.hall.places[n]?.windowNo ?? null;
      const place = { terminalId, terminalNo: `F${n + 1}`, windowNo };
      const onCode = (code: string) => void this.hall.approve(code, place).catch(failed);
      const enrolling = enrol({ hubUrl: hub.hubUrl, kind: 'evaluator', clock, onCode });
      this.terminals[n] = this.terminal(n, await Promise.race([enrolling, failure]));
    };
    const worker = async () => {
      while (next < terminals) await enrolOne(next++);
    };
    await Promise.all(Array.from({ length: ENROLLING_AT_ONCE }, worker));
    this.say(`${terminals} terminals enrolled`);
  }

  private terminal(n: number, identity: Awaited<ReturnType<typeof enrol>>): VirtualTerminal {
    const { clock, seed, citizens, outbox, policy } = this.options;
    const { terminalId } = identity.credentials;
    return new VirtualTerminal({
      identity,
      kind: 'evaluator',
      outbox: outbox?.(terminalId) ?? new MemoryOutbox(),
      citizen: createCitizen(seeded(seed + n * 7_919), citizens ?? EAGER),
      clock,
      ...(policy === undefined ? {} : { policy }),
      onGiven: (eventId, body) => {
        const givenAt = clock.monotonic();
        this.given.set(eventId, { terminalId, body, givenAt, settledAt: null, receipt: null });
      },
      onEnded: ({ caseNo }) => this.onLeft(caseNo),
      onSettled: (receipt) => {
        const given = this.given.get(receipt.eventId ?? '');
        if (given) Object.assign(given, { receipt, settledAt: clock.monotonic() });
      },
    });
  }

  private async connectAll(): Promise<void> {
    for (const terminal of this.terminals) terminal.start();
    const connected = () => this.terminals.every(({ status }) => status.state === 'connected');
    const atMostMs = START_MS + this.terminals.length * START_EACH_MS;
    if (!(await waitUntil(this.options.clock, atMostMs, connected))) {
      throw new Error(`not every terminal got a welcome within ${atMostMs / 1_000} s`);
    }
    this.say('all connected');
  }

  /** Cases are finished until the time is over; what the hub missed meanwhile it gets then. */
  private async feed(systemKey: string): Promise<void> {
    const { clock, hub, settleMs, arrivals, seed } = this.options;
    const windowPc = new WindowPc({ hubUrl: hub.hubUrl, systemKey });
    const cases = new CaseSource(seeded(seed));
    const { places } = this.hall;
    const feed = new FleetFeed({ windowPc, cases, places, clock, arrivals });
    this.onLeft = (caseNo) => feed.left(caseNo);
    await feed.run();
    await waitUntil(clock, settleMs, async () => (await windowPc.catchUp()) === 0, 500);
    this.finished = feed.finished;
    this.recorded = feed.finished - windowPc.waiting;
    this.say(`${this.finished} cases finished`);
  }

  /** Waits until no rating is without the hub's final word and no new one has come for a while. */
  private async settle(): Promise<void> {
    let seen = -1;
    const quiet = () => {
      const isQuiet =
        seen === this.given.size && [...this.given.values()].every(({ receipt }) => receipt);
      seen = this.given.size;
      return isQuiet;
    };
    await waitUntil(this.options.clock, this.options.settleMs, quiet, 1_000);
  }

  private async newestPosition(): Promise<number> {
    const [newest] = await this.page(1);
    return newest?.position ?? 0;
  }

  /** The hub's own list of this run, page by page. */
  private async list(after: number): Promise<Listed[]> {
    const listed: Listed[] = [];
    for (let page = await this.page(500); ; page = await this.page(500, page.at(-1)?.position)) {
      const ours = page.filter(({ position }) => position > after);
      const own = ours.filter(({ terminalId }) => terminalId.startsWith(`fleet-${this.runId}-`));
      listed.push(...own);
      if (ours.length < 500) return listed;
    }
  }

  private page(limit: number, before?: number): Promise<(Listed & { position: number })[]> {
    const from = before === undefined ? '' : `&before=${before}`;
    return this.hub.call('GET', `/api/ratings?limit=${limit}${from}`);
  }

  private say(words: string): void {
    this.options.onProgress?.(words);
  }
}

function placesOf(hallId: string, size: number): WindowPlace[] {
  return Array.from({ length: size }, (_, n) => ({
    hallId,
    windowNo: `W${String(n + 1).padStart(5, '0')}`,
    staff: staffMember(9_000 + n),
  }));
}

/** A run in which something was lost, doubled or left over has failed. */
export function isClean(count: FleetCount): boolean {
  return count.lost === 0 && count.doubled === 0 && count.pending === 0;
}
