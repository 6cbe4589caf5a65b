import { runCli } from '../../hub/index.ts';
import type { Level, Rating, RatingBody } from '../../protocol/index.ts';
import { createProvince, type Party } from '../../simulator/index.ts';
import type { Device } from '../device.ts';
import { TestClock } from '../test-clock.ts';
import { until } from '../until.ts';
import type { Wire } from '../wire.ts';
import { World, type WorldOptions } from '../world.ts';

/** A hall whose hub tells a provincial platform: one window with a terminal, and the platform. */
export class ProvinceHall {
  readonly province: Party;
  readonly world: World;
  readonly config: NonNullable<WorldOptions['config']>;
  readonly #device: Device;
  #wire: Wire;

  private constructor(parts: {
    province: Party;
    world: World;
    config: NonNullable<WorldOptions['config']>;
    device: Device;
    wire: Wire;
  }) {
    this.province = parts.province;
    this.world = parts.world;
    this.config = parts.config;
    this.#device = parts.device;
    this.#wire = parts.wire;
  }

  static async open(options: WorldOptions = {}): Promise<ProvinceHall> {
    const province = createProvince({ clock: new TestClock() });
    await province.start();
    const config = { provinceUrl: province.url, provinceToken: 'secret-token', ...options.config };
    const world = await World.start({ ...options, config });
    const device = await world.enrol({ terminalId: 'w01' });
    const wire = await world.connect(device);
    return new ProvinceHall({ province, world, config, device, wire });
  }

  async close(): Promise<void> {
    await this.world.stop();
    await this.province.stop();
  }

  /** Stops the hub; what `meanwhile` does is done before it starts again. */
  async restartHub(meanwhile: () => void): Promise<void> {
    await this.#wire.close();
    await this.world.stopHub();
    meanwhile();
    await this.world.startHub();
    this.#wire = await this.world.connect(this.#device);
  }

  async rateCase(caseNo: string, level: Level = 5, declarationNo?: string): Promise<void> {
    await this.world.report({ caseNo, ...(declarationNo !== undefined && { declarationNo }) });
    await this.send(await this.tap(level));
  }

  /** The rating that answers the next prompt, not yet sent. */
  async tap(level: Level, more: Partial<RatingBody> = {}): Promise<Rating> {
    const { prompt } = await this.#wire.next('prompt');
    return this.#device.answer(prompt, { level, ...more });
  }

  async send(rating: Rating): Promise<void> {
    await this.#wire.rate(rating);
  }

  async deliveries(query = '') {
    return (await this.world.admin('GET', `/api/deliveries?limit=500${query}`)).body;
  }

  allDelivered(count: number): Promise<unknown> {
    return until(`${count} deliveries`, async () => {
      return (await this.deliveries('&state=delivered')).length === count;
    });
  }

  /** The ratings that the platform has. */
  ratings() {
    return this.province.taken.filter(({ path }) => path === '/evaluation');
  }

  async cli(...argv: string[]) {
    const said = { out: '', err: '' };
    const exitCode = await runCli(argv, {
      env: {
        HAOCHAPING_HUB: this.world.addresses.httpUrl,
        HAOCHAPING_PASSWORD: this.world.administratorPassword,
      },
      out: (text) => {
        said.out += text;
      },
      err: (text) => {
        said.err += text;
      },
      askSecret: () => Promise.resolve(''),
    });
    return { exitCode, ...said };
  }
}
