import { Hall } from '../../hub/store/contract/hall.ts';
import type { StorePlace } from '../../hub/store/contract/place.ts';
import type { Prompt, Rating, ServiceRecord } from '../../protocol/index.ts';
import type { HallFacts, PromptFact, RatingFact } from './facts.ts';
import { DAY, type Delivery, NOON, type Scenario, type Tap } from './scenario.ts';

const TERMINALS = [
  { terminalId: 'eva-1', hallId: 'north', windowNo: 'A01' },
  { terminalId: 'eva-2', hallId: 'north', windowNo: 'A02' },
  { terminalId: 'kiosk-1', hallId: 'north', windowNo: null },
];
/** By the hall's directory. */
const DEPARTMENTS = { i1: 'd1' };

/** Plays scenarios, one after another, against a real store, and notes what the store was told. */
export class PlayedHall {
  readonly hall: Hall;
  readonly #taken = new Map<string, ServiceRecord>();
  readonly #sent = new Map<Tap, RatingFact>();
  #scenario: Scenario = { records: [], ratings: [], deliveries: [] };
  #prompts: { fact: PromptFact; prompt: Prompt }[] = [];
  #latest = NOON;

  constructor(hall: Hall) {
    this.hall = hall;
  }

  static async open(place: StorePlace): Promise<PlayedHall> {
    return new PlayedHall(await Hall.open(place));
  }

  /** Everything in its order; `look` is called after each step. */
  async play(scenario: Scenario, look: (delivery: Delivery) => void): Promise<void> {
    this.#scenario = scenario;
    this.#prompts = [];
    for (const delivery of scenario.deliveries) {
      this.#setClock(delivery.clock);
      await this.#deliver(delivery);
      look(delivery);
    }
    await this.#end();
  }

  /** All that the store knows now. */
  facts(): HallFacts {
    return {
      records: [...this.#taken.values()],
      ratings: [...this.#sent.values()],
      terminals: TERMINALS,
      departments: DEPARTMENTS,
      moment: this.#latest,
    };
  }

  /** What was refused while the clock was behind comes again; then all that is due is done. */
  async #end(): Promise<void> {
    this.#setClock(Math.max(this.#latest, NOON + 2 * DAY));
    for (const index of this.#scenario.records.keys()) await this.#record(index);
    await this.#signatures();
    await this.#sweep(1_000);
  }

  async #deliver(delivery: Delivery): Promise<void> {
    switch (delivery.what) {
      case 'record':
        return this.#record(delivery.index);
      case 'rating':
        return this.#rating(delivery.index);
      case 'sweep':
        return this.#sweep(delivery.limit);
      case 'signatures':
        return this.#signatures();
      case 'restart':
        return this.hall.restart();
    }
  }

  async #record(index: number): Promise<void> {
    const record = this.#scenario.records[index];
    if (record === undefined) return;
    const outcome = await this.hall.report(record);
    if (outcome.status === 'refused') {
      const [error] = outcome.errors;
      if (error?.path !== 'occurredAt') throw new Error(`refused: ${JSON.stringify(outcome)}`);
      return;
    }
    this.#taken.set(record.recordId, record);
    if (outcome.status !== 'recorded' || !outcome.invitation?.prompt) return;
    const { prompt, terminalId } = outcome.invitation;
    const { caseNo, stage } = prompt;
    const [issuedAt, showUntil] = [Date.parse(prompt.issuedAt), Date.parse(prompt.showUntil)];
    const fact = { terminalId: terminalId ?? '', caseNo, stage, issuedAt, showUntil };
    this.#prompts.push({ fact, prompt });
  }

  async #rating(index: number): Promise<void> {
    const tap = this.#scenario.ratings[index];
    if (tap === undefined) return;
    const fact = this.#sent.get(tap) ?? this.#tapped(tap);
    this.#sent.set(tap, fact);
    await this.hall.send(fact.rating);
  }

  #tapped(tap: Tap): RatingFact {
    const asked = this.#prompts.findLast(
      ({ fact }) =>
        tap.answers === 'any' ||
        (tap.answers === 'own' && fact.caseNo === tap.body.caseNo && fact.stage === tap.body.stage),
    );
    const { promptId, invitationId } = asked?.prompt ?? {};
    const named = tap.answers === 'own' && invitationId ? { invitationId } : {};
    const body = { ...tap.body, ...(promptId ? { promptId } : {}), ...named };
    const { clockOffsetMs } = tap;
    const deviceTime = new Date(tap.tappedAt - (clockOffsetMs ?? 0)).toISOString();
    const terminalId = tap.answers === 'own' && asked ? asked.fact.terminalId : tap.terminalId;
    const rating: Rating = this.hall.rating(body, { terminalId, deviceTime, clockOffsetMs });
    const receivedAt = this.hall.clock.now();
    const { forged } = tap;
    return { rating, receivedAt, prompt: asked?.fact ?? null, namesAnother: false, forged };
  }

  async #signatures(): Promise<void> {
    const { store, clock } = this.hall;
    const waiting = await store.query({ kind: 'unverified', limit: 100 });
    const forged = new Set(
      [...this.#sent.values()].flatMap((one) => (one.forged ? [one.rating.eventId] : [])),
    );
    const judgements = waiting.map(({ position, payload }) => {
      return { position, valid: !forged.has((JSON.parse(payload) as Rating).eventId) };
    });
    await store.submit({ kind: 'signature.judged', judgements, at: clock.now() });
  }

  async #sweep(limit: number): Promise<void> {
    const closedBy = this.hall.clock.now();
    await this.hall.store.submit({ kind: 'defaults.sweep', closedBy, limit });
  }

  #setClock(now: number): void {
    this.hall.clock.set(now);
    this.#latest = Math.max(this.#latest, now);
  }
}
