import type { Clock } from '../../protocol/index.ts';
import type { Board } from './board.ts';
import type { HubClient } from './hub-client.ts';
import { Rounds } from './rounds.ts';
import type { RatingView } from './wire.ts';

const RETRY_MS = 500;
const LIST = '/api/ratings?limit=40';

/** Listens to the hub's live list, and reads what it missed after every interruption. */
export class RatingFeed {
  #hub: HubClient;
  #board: Board;
  #rounds: Rounds;

  constructor({ hub, board, clock }: { hub: HubClient; board: Board; clock: Clock }) {
    this.#hub = hub;
    this.#board = board;
    this.#rounds = new Rounds(clock, RETRY_MS, (signal) => this.#listen(signal));
  }

  start(): void {
    this.#rounds.start();
  }

  stop(): Promise<void> {
    return this.#rounds.stop();
  }

  /** Ratings may have found their case meanwhile. */
  async refresh(): Promise<void> {
    this.#board.addRatings(await this.#hub.call<RatingView[]>('GET', LIST));
  }

  async #listen(signal: AbortSignal): Promise<void> {
    const stream = await this.#hub.open('GET', '/api/ratings/stream', undefined, signal);
    await this.refresh();
    if (stream.body === null) return;
    let rest = '';
    for await (const text of stream.body.pipeThrough(new TextDecoderStream())) {
      const events = (rest + text).split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) this.#take(event);
    }
  }

  #take(event: string): void {
    const data = /^data: (.*)$/m.exec(event)?.[1];
    if (data === undefined) return;
    const rating = JSON.parse(data) as RatingView;
    this.#board.addRatings([rating]);
    this.#board.say(
      'hub',
      `${rating.terminalId} 的评价已入库，回执码 ${rating.receiptCode}`,
      `Rating of ${rating.terminalId} stored; receipt ${rating.receiptCode}`,
    );
  }
}
