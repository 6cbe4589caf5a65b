import { join } from 'node:path';
import type { Clock } from '../../protocol/index.ts';
import { agentConfigOf, createAgent } from '../../terminal/agent/index.ts';
import type { Board } from './board.ts';
import { PLACES } from './hall.ts';
import { Rounds } from './rounds.ts';

const LOOK_EVERY_MS = 500;

interface AgentStatus {
  screen: {
    alive: boolean;
    heartbeat: { pending: number } | null;
  };
}

interface Running {
  placeId: string;
  url: string;
  localKey: string;
  stop(): Promise<void>;
}

export interface DevicesOptions {
  /** 0 takes free ones. */
  firstPort: number;
  hubUrl: string;
  dataFolder: string;
  /** Pages that may show the screens. */
  frameAncestors: string[];
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

  async start(options: DevicesOptions): Promise<void> {
    for (const [i, place] of PLACES.entries()) {
      const agent = createAgent(
        agentConfigOf({
          port: options.firstPort === 0 ? 0 : options.firstPort + i,
          hubUrl: options.hubUrl,
          kind: place.kind,
          hint: place.hint,
          dataFolder: join(options.dataFolder, place.placeId),
          frameAncestors: options.frameAncestors,
          logLevel: 'warn',
        }),
      );
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
    for (const { placeId, url } of this.#running) {
      const response = await fetch(`${url}/local/status`);
      const { screen } = (await response.json()) as AgentStatus;
      const pending = screen.alive ? (screen.heartbeat?.pending ?? null) : null;
      this.#board.setPlace(placeId, { pending });
    }
  }
}
