import type { Clock } from '../../protocol/index.ts';
import { createAgent } from '../../terminal/agent/index.ts';
import type { Board } from './board.ts';
import { PLACES } from './hall.ts';
import { Rounds } from './rounds.ts';

const LOOK_EVERY_MS = 500;

interface Running {
  placeId: string;
  url: string;
  localKey: string;
  stop(): Promise<void>;
}

/** The agents of the hall: one at each place, each serving the app to the device's screen. */
export class Devices {
  #board: Board;
  #running: Running[] = [];
  #rounds: Rounds;

  constructor({ board, clock }: { board: Board; clock: Clock }) {
    this.#board = board;
    this.#rounds = new Rounds(clock, LOOK_EVERY_MS, () => this.#look());
  }

  async start(options: { firstPort: number; hubUrl: string; dataFolder: string }): Promise<void> {
    for (const [i, place] of PLACES.entries()) {
      const agent = createAgent({
        port: options.firstPort === 0 ? 0 : options.firstPort + i,
        hubUrl: options.hubUrl,
        kind: place.kind,
        hint: place.hint,
      });
      const { url, localKey } = await agent.start();
      this.#running.push({ placeId: place.placeId, url, localKey, stop: () => agent.stop() });
      this.#board.setPlace(place.placeId, { agentUrl: url });
    }
    this.#rounds.start();
  }

  async stop(): Promise<void> {
    await this.#rounds.stop();
    await Promise.all(this.#running.map((agent) => agent.stop()));
  }

  find(placeId: string): { url: string; localKey: string } | undefined {
    return this.#running.find((agent) => agent.placeId === placeId);
  }

  async #look(): Promise<void> {
    for (const { placeId, url, localKey } of this.#running) {
      const response = await fetch(`${url}/local/status`, {
        headers: { authorization: `Bearer ${localKey}` },
      });
      const status = (await response.json()) as { pending?: number | null };
      this.#board.setPlace(placeId, { pending: status.pending ?? null });
    }
  }
}
