import type { Device } from '../device.ts';
import { HandClock } from '../hand-clock.ts';
import { World } from '../world.ts';
import { PlayedVector } from './played-vector.ts';
import { type Expected, marked, VECTOR_HALL, type Vector } from './vector.ts';

/**
 * A running hub for all vectors, one after the other. Each has a hall, terminals, cases and
 * declarations that nobody else names; what it tells is of these alone.
 */
export class VectorHub {
  readonly #clock: HandClock;
  readonly #world: World;
  readonly #devices = new Map<Vector, Device[]>();

  private constructor(world: World, clock: HandClock) {
    this.#world = world;
    this.#clock = clock;
  }

  static async start(vectors: readonly Vector[]): Promise<VectorHub> {
    const clock = new HandClock(Date.parse('2026-11-22T00:00:00.000+08:00'));
    const config = { enrolmentsPerMinute: VECTOR_HALL.terminals.length * vectors.length };
    const hub = new VectorHub(await World.start({ clock, config }), clock);
    const halls = vectors.flatMap(({ id }) => marked(VECTOR_HALL.directory.halls, id));
    await hub.#world.admin('PUT', '/api/directory', { ...VECTOR_HALL.directory, halls });
    for (const vector of vectors) hub.#devices.set(vector, await hub.#enrol(vector));
    return hub;
  }

  stop(): Promise<void> {
    return this.#world.stop();
  }

  /** What the hub says of a vector, in the names that the vector has at this hub. */
  async play(vector: Vector): Promise<Expected> {
    const [world, clock] = [this.#world, this.#clock];
    const devices = this.#devices.get(vector) ?? [];
    const hallId = `H01-${vector.id}`;
    const played = new PlayedVector({ world, clock, hallId, devices });
    try {
      return await played.play(marked(vector, vector.id));
    } finally {
      await played.end();
    }
  }

  async #enrol({ id }: Vector): Promise<Device[]> {
    const terminals = marked(VECTOR_HALL.terminals, id);
    return Promise.all(terminals.map((terminal) => this.#world.enrol(terminal)));
  }
}
