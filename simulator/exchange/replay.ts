import { randomBytes } from 'node:crypto';
import type { Clock, Prompt, ServiceRecord } from '../../protocol/index.ts';
import { localInstant, staffMember } from '../cases.ts';
import { SimulatedHall } from '../hall.ts';
import { HubApi, type HubApiOptions } from '../hub-api.ts';
import { enrol } from '../identity.ts';
import { WindowPc } from '../parties/window-pc.ts';
import { sleep, waitUntil } from '../patience.ts';
import { Player } from './player.ts';
import { type Compared, type Cue, comparedOf, receiptedRatings, type Script } from './script.ts';

export interface ReplayOptions {
  hub: HubApiOptions;
  /** So many times faster than it was. */
  speed: number;
  /** The hub is one of production: its figures shall not know of this. */
  testCases: boolean;
  clock: Clock;
  onProgress?: (words: string) => void;
}

export interface ReplayReport extends Compared {
  terminals: number;
  said: number;
  left: number;
}

const PROMPT_MS = 10_000;
const RECEIPT_MS = 20_000;

/** Plays a recording to a hub, with a hall of its own that is taken away again. */
export class Replay {
  private readonly script: Script;
  private readonly options: ReplayOptions;
  private readonly runId = randomBytes(3).toString('hex');
  private readonly hall: SimulatedHall;
  private readonly players = new Map<string, Player>();

  constructor(script: Script, options: ReplayOptions) {
    this.script = script;
    this.options = options;
    const hallId = `REPLAY-${this.runId}`;
    this.hall = new SimulatedHall({
      ...{ hub: new HubApi(options.hub), hallId, systemId: `replay-${this.runId}` },
      places: script.terminals.map((_, n) => ({
        ...{ hallId, windowNo: windowNoOf(n), staff: staffMember(7_000 + n) },
      })),
    });
  }

  async run(): Promise<ReplayReport> {
    const systemKey = await this.hall.open();
    try {
      await this.enrolAll();
      const windowPc = new WindowPc({ hubUrl: this.options.hub.hubUrl, systemKey });
      await this.play(windowPc);
      await this.settle();
      return this.report();
    } finally {
      for (const player of this.players.values()) await player.close();
      await this.hall.close();
    }
  }

  private async enrolAll(): Promise<void> {
    const { hub, clock, onProgress } = this.options;
    for (const [n, { terminalId, kind }] of this.script.terminals.entries()) {
      const place = {
        terminalId: `replay-${this.runId}-${n + 1}`,
        terminalNo: `R${n + 1}`,
        windowNo: kind === 'kiosk' ? null : windowNoOf(n),
      };
      const { promise: failure, reject } = Promise.withResolvers<never>();
      const onCode = (code: string) => void this.hall.approve(code, place).catch(reject);
      const identity = await Promise.race([
        enrol({ hubUrl: hub.hubUrl, kind, clock, onCode }),
        failure,
      ]);
      const caseNoOf = (recorded: string) => this.caseNoOf(recorded);
      const player = new Player({ identity, clock, caseNoOf });
      await player.connect();
      this.players.set(terminalId, player);
      onProgress?.(`${terminalId} is ${player.terminalId}`);
    }
  }

  private async play(windowPc: WindowPc): Promise<void> {
    const { clock, speed, onProgress } = this.options;
    const began = clock.monotonic();
    for (const [n, cue] of this.script.cues.entries()) {
      await sleep(clock, Math.max(0, cue.atMs / speed - (clock.monotonic() - began)));
      if (cue.cue === 'case') await this.finish(windowPc, cue);
      else await this.say(cue);
      onProgress?.(`${n + 1}/${this.script.cues.length} ${wordsOf(cue)}`);
    }
  }

  /** Waits for this hub's prompt: without it the rating would not answer it. */
  private async say({ terminalId, topicKind, message }: Extract<Cue, { cue: 'say' }>) {
    const player = this.players.get(terminalId);
    if (player === undefined) return;
    const recorded = (message as { body?: { caseNo?: string } }).body?.caseNo ?? '';
    if (topicKind === 'rating' && this.wasAsked(terminalId, recorded)) {
      const caseNo = this.caseNoOf(recorded);
      await waitUntil(this.options.clock, PROMPT_MS, () => player.hasBeenAsked(caseNo), 10);
    }
    await player.say(topicKind, message);
  }

  private wasAsked(terminalId: string, caseNo: string): boolean {
    return this.script.cues.some(
      (cue) =>
        cue.cue === 'case' && cue.terminalId === terminalId && casesOf(cue.prompt).includes(caseNo),
    );
  }

  private async finish(windowPc: WindowPc, cue: Extract<Cue, { cue: 'case' }>): Promise<void> {
    const records = casesOf(cue.prompt).map((caseNo) => this.recordOf(cue, caseNo));
    const delivery = await windowPc.report(records);
    const results = delivery.road === 'hub' ? delivery.results : [];
    const refused = results.find(({ status }) => status === 'refused');
    if (refused) throw new Error(`a service record was refused: ${JSON.stringify(refused.errors)}`);
  }

  private recordOf({ prompt, terminalId }: Extract<Cue, { cue: 'case' }>, caseNo: string) {
    const n = this.script.terminals.findIndex((one) => one.terminalId === terminalId);
    const isKiosk = this.script.terminals[n]?.kind === 'kiosk';
    const isReceipt = prompt.stage === 'receipt';
    const event = isKiosk ? 'flowEnded' : isReceipt ? 'received' : 'granted';
    const where = isKiosk
      ? { mode: 'kiosk' as const, terminalId: this.players.get(terminalId)?.terminalId ?? '' }
      : { mode: 'window' as const, windowNo: windowNoOf(n), staff: staffMember(7_000 + n) };
    const record: ServiceRecord = {
      recordId: `r-${this.caseNoOf(caseNo)}-${event}`,
      caseNo: this.caseNoOf(caseNo),
      event,
      occurredAt: localInstant(this.options.clock.now()),
      item: prompt.item,
      certificate: isReceipt,
      hallId: this.hall.hallId,
      ...where,
      ...(prompt.batch && { declarationNo: this.caseNoOf(prompt.batch.declarationNo) }),
      ...(prompt.linkedCases && {
        linkedCases: prompt.linkedCases.map((one) => ({
          ...{ caseNo: this.caseNoOf(one.caseNo), item: one.item },
        })),
      }),
      ...(this.options.testCases && { test: true }),
    };
    return record;
  }

  private async settle(): Promise<void> {
    const players = [...this.players.values()];
    const isAll = () =>
      receiptedRatings(this.script).every((eventId) =>
        players.some(({ receipts }) => receipts.has(eventId)),
      );
    await waitUntil(this.options.clock, RECEIPT_MS, isAll);
  }

  private report(): ReplayReport {
    const { terminals, cues, left } = this.script;
    const now = new Map([...this.players.values()].flatMap(({ receipts }) => [...receipts]));
    const said = cues.filter(({ cue }) => cue === 'say').length;
    return { terminals: terminals.length, said, left, ...comparedOf(this.script, now) };
  }

  private caseNoOf(recorded: string): string {
    return `${this.runId}-${recorded}`.slice(0, 50);
  }
}

function casesOf({ caseNo, batch }: Prompt): string[] {
  return batch?.caseNos ?? [caseNo];
}

function windowNoOf(n: number): string {
  return `R${String(n + 1).padStart(3, '0')}`;
}

function wordsOf(cue: Cue): string {
  return cue.cue === 'case' ? `case ${cue.prompt.caseNo}` : `${cue.terminalId} ${cue.topicKind}`;
}
