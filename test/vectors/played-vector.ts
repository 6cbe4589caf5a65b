import type { Prompt, Rating, RatingBody } from '../../protocol/index.ts';
import type { Device } from '../device.ts';
import type { HandClock } from '../hand-clock.ts';
import { until } from '../until.ts';
import type { Wire } from '../wire.ts';
import type { World } from '../world.ts';
import {
  type Expected,
  type ExpectedInvitation,
  inOrder,
  type Step,
  type Vector,
  type VectorRating,
} from './vector.ts';

/** Longer than any pause between two looks at what is due. */
const LOOK_MS = 60_000;

/** A row of the hub's figures, as far as a vector speaks of it. */
interface FigureRow {
  kind: string;
  item: string;
  level: string;
  ratings: Record<string, number>;
  cases: Record<string, number>;
}

/** One vector, played on a running hub through its public faces alone, in a hall of its own. */
export class PlayedVector {
  readonly #clock: HandClock;
  readonly #world: World;
  readonly #hallId: string;
  readonly #devices: ReadonlyMap<string, Device>;
  readonly #wires = new Map<string, Wire>();
  readonly #sent = new Map<string, Rating>();
  readonly #prompts: Prompt[] = [];

  constructor(parts: {
    world: World;
    clock: HandClock;
    hallId: string;
    devices: readonly Device[];
  }) {
    this.#world = parts.world;
    this.#clock = parts.clock;
    this.#hallId = parts.hallId;
    this.#devices = new Map(parts.devices.map((device) => [device.terminalId, device]));
  }

  /** All steps, each at its time; what the hub says in the end. */
  async play({ steps, moment, expected }: Vector): Promise<Expected> {
    this.#clock.set(Date.parse(steps[0]?.at ?? moment));
    await this.#connect();
    for (const step of steps) {
      this.#clock.set(Date.parse(step.at));
      await this.#step(step);
    }
    this.#clock.set(Date.parse(moment));
    await this.#settled(expected);
    return this.#told(expected);
  }

  async end(): Promise<void> {
    for (const wire of this.#wires.values()) await wire.close();
  }

  async #step({ record, rating, again, promptEnds, restart }: Step): Promise<void> {
    if (record) await this.#record(record);
    if (rating) await this.#send(rating.terminalId, await this.#tapped(rating));
    if (again) {
      const known = this.#sent.get(again);
      if (known === undefined) throw new Error(`${again} was never sent`);
      await this.#send(known.terminalId, known);
    }
    if (promptEnds) await this.#promptEnds(promptEnds);
    if (restart) await this.#restart();
  }

  async #record(record: NonNullable<Step['record']>): Promise<void> {
    const { status, body } = await this.#world.call(
      'POST',
      '/api/service-records',
      record,
      this.#world.systemKey,
    );
    if (status !== 200) throw new Error(`record refused: ${JSON.stringify(body)}`);
    const { terminalId, stage } = body.results[0].invitation ?? {};
    const wire = this.#wires.get(terminalId);
    if (wire === undefined) return;
    const { prompt } = await wire.next('prompt');
    if (prompt?.caseNo !== record.caseNo || prompt.stage !== stage) {
      throw new Error(`asked about ${prompt?.caseNo} instead of ${record.caseNo}`);
    }
    this.#prompts.push(prompt);
  }

  async #tapped(said: VectorRating): Promise<Rating> {
    const { key, terminalId, tappedAt, clockOffsetMs = 0, forged, ...rest } = said;
    const { answersPrompt, answersPromptOf, ...body } = rest;
    const asked = answersPrompt ? body.caseNo : answersPromptOf;
    const prompt = this.#prompts.findLast(({ caseNo }) => caseNo === asked);
    if (asked !== undefined && prompt === undefined) throw new Error(`nobody asked about ${asked}`);
    const deviceTime = new Date(Date.parse(tappedAt) - clockOffsetMs).toISOString();
    const named = prompt === undefined ? {} : { promptId: prompt.promptId };
    const rating = await this.#device(terminalId).rating(
      { ...(body as Pick<RatingBody, 'caseNo'>), ...named },
      { deviceTime, clockOffsetMs },
    );
    const sent = forged ? { ...rating, signature: 'A'.repeat(86) } : rating;
    this.#sent.set(key, sent);
    return sent;
  }

  async #send(terminalId: string, rating: Rating): Promise<void> {
    await this.#wires.get(terminalId)?.rate(rating);
  }

  async #promptEnds({ terminalId, ending }: NonNullable<Step['promptEnds']>): Promise<void> {
    const { bootId } = this.#device(terminalId);
    const deviceTime = new Date(this.#clock.now()).toISOString();
    const origin = { version: 1, terminalId, bootId, deviceTime, clockOffsetMs: 0 };
    const promptId = this.#prompts.at(-1)?.promptId;
    await this.#wires.get(terminalId)?.publish('prompt-report', { ...origin, promptId, ending });
  }

  async #restart(): Promise<void> {
    await this.end();
    await this.#world.restartHub();
    await this.#connect();
  }

  async #connect(): Promise<void> {
    const devices = [...this.#devices.values()];
    const wires = await Promise.all(devices.map((device) => this.#world.connect(device)));
    for (const wire of wires) this.#wires.set(wire.device.terminalId, wire);
  }

  /** What the hub looks for from time to time it looks for now; its wall clock is where it was. */
  #settled({ cases }: Expected): Promise<unknown> {
    const moment = this.#clock.now();
    return until('signatures checked and defaults made', async () => {
      this.#clock.set(moment - LOOK_MS);
      this.#clock.set(moment);
      const { body } = await this.#world.admin('GET', '/api/state');
      if (body.unverified > 0) return false;
      const views = await Promise.all(cases.map(({ caseNo }) => this.#view(caseNo)));
      return views.every((view) => view.invitations.every(({ status }) => status !== 'closed'));
    });
  }

  async #told({ cases }: Expected): Promise<Expected> {
    const told: Expected = { cases: [], ratings: {}, figures: [] };
    const keys = new Map([...this.#sent].map(([key, { eventId }]) => [eventId, key]));
    const rated = [...this.#sent.values()].map(({ body }) => body.caseNo);
    const asked = cases.map(({ caseNo }) => caseNo);
    for (const caseNo of new Set([...asked, ...rated])) {
      const { invitations, ratings } = await this.#view(caseNo);
      if (asked.includes(caseNo)) told.cases.push({ caseNo, invitations: invitations.map(asTold) });
      for (const { eventId, standing, explanation } of ratings) {
        told.ratings[keys.get(eventId) ?? eventId] = { standing, rule: explanation.rule };
      }
    }
    const path = `/api/figures?by=kind,item,level&hall=${this.#hallId}`;
    const { body } = await this.#world.admin('GET', path);
    told.figures = body.rows.map((row: FigureRow) => {
      const { kind, item, level, ratings, cases } = row;
      return { kind, item, level: Number(level), ratings: ratings[kind], cases: cases[kind] };
    });
    return inOrder(told);
  }

  async #view(caseNo: string): Promise<View> {
    const { status, body } = await this.#world.admin('GET', `/api/cases/${caseNo}`);
    return status === 404 ? { invitations: [], ratings: [] } : body;
  }

  #device(terminalId: string): Device {
    const device = this.#devices.get(terminalId);
    if (device === undefined) throw new Error(`no terminal ${terminalId}`);
    return device;
  }
}

interface View {
  invitations: {
    stage: ExpectedInvitation['stage'];
    kind: ExpectedInvitation['kind'];
    closesAt: number;
    status: string;
    cases: { caseNo: string; role: 'own' | 'linked' }[];
    explanation: { rule: string };
  }[];
  ratings: { eventId: string; standing: string; explanation: { rule: string } }[];
}

function asTold(view: View['invitations'][number]): ExpectedInvitation {
  const { stage, kind, closesAt, status, cases, explanation } = view;
  const having = (role: string) =>
    cases.filter((one) => one.role === role).map(({ caseNo }) => caseNo);
  return {
    stage,
    kind,
    rule: explanation.rule,
    closesAt: inChina(closesAt),
    status,
    cases: having('own'),
    linked: having('linked'),
  };
}

/** As the vectors write it. */
export function inChina(at: number): string {
  return `${new Date(at + 8 * 3_600_000).toISOString().slice(0, -1)}+08:00`;
}
