import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../hub/index.ts';
import type { Device } from '../device.ts';
import { until } from '../until.ts';
import { DIRECTORY, World } from '../world.ts';

/** One answer of the store that a story holds back. */
const held = {
  present: null as { asked: () => void; untilGoingOn: Promise<void> } | null,
  next() {
    const asked = Promise.withResolvers<void>();
    const going = Promise.withResolvers<void>();
    this.present = { asked: asked.resolve, untilGoingOn: going.promise };
    return { asked: asked.promise, goOn: going.resolve };
  },
};

/** A store whose answer is on its way while the world goes on. */
function slowAnswers(own: Store): Store {
  return {
    start: () => own.start(),
    stop: () => own.stop(),
    submit: (command) => own.submit(command),
    async query(query) {
      const answer = await own.query(query);
      if (query.kind !== 'desiredState' || held.present === null) return answer;
      const { asked, untilGoingOn } = held.present;
      held.present = null;
      asked();
      await untilGoingOn;
      return answer;
    },
    get queued() {
      return own.queued;
    },
  };
}

describe('the session of a terminal', () => {
  let world: World;
  let device: Device;

  beforeAll(async () => {
    world = await World.start({ store: slowAnswers });
    device = await world.enrol({ terminalId: 'w01' });
  });
  afterAll(() => world.stop());

  it('begins with hello and welcome, configuration and prompt', async () => {
    const wire = await world.connect(device);
    const hello = device.hello();
    await wire.publish('hello', hello);
    const welcome = await wire.next('welcome');
    expect(welcome).toMatchObject({
      version: 1,
      terminalId: 'w01',
      helloDeviceTime: hello.deviceTime,
      contiguousSeq: 0,
    });
    expect(Math.abs(Date.parse(welcome.hubTime) - Date.now())).toBeLessThan(2_000);
    const { configuration } = await wire.next('configuration');
    expect(configuration).toMatchObject({
      kind: 'evaluator',
      hall: { hallId: 'H01' },
      serviceWindow: { windowNo: 'A01' },
      staff: { staffNo: 'S01', name: '王丽' },
      timeZone: 'Asia/Shanghai',
    });
    expect((await wire.next('prompt')).prompt).toBeNull();

    await wire.publish('hello', device.hello({ configurationRevision: configuration.revision }));
    await wire.next('prompt');
    expect(wire.heard.filter(({ kind }) => kind === 'configuration')).toEqual([]);
    await wire.close();
  });

  it('learns another configuration when the directory changes', async () => {
    const wire = await world.connect(device);
    const hall = DIRECTORY.halls[0];
    const windows = hall?.windows.map((one) => ({ ...one, staffNo: 'S02' })) ?? [];
    const halls = hall ? [{ ...hall, windows }] : [];
    const answer = await world.admin('PUT', '/api/directory', { ...DIRECTORY, halls });
    expect(answer.body).toEqual({ changedTerminals: ['w01'] });
    expect((await wire.next('configuration')).configuration.staff.name).toBe('陈强');
    await wire.close();
  });

  it('reports how a prompt ended, which is then asked no more', async () => {
    const wire = await world.connect(device);
    await world.report({ caseNo: 'C-declined' });
    const { prompt } = await wire.next('prompt');
    const { bootId } = device;
    const origin = { version: 1, terminalId: 'w01', bootId, clockOffsetMs: 0 };
    const report = { ...origin, deviceTime: new Date().toISOString(), promptId: prompt.promptId };
    await wire.publish('prompt-report', { ...report, ending: 'declined' });
    await until('the prompt to be gone', async () => {
      await wire.publish('hello', device.hello());
      return (await wire.next('prompt')).prompt === null;
    });
    const { body } = await world.admin('GET', '/api/cases/C-declined');
    expect(body.invitations[0].status).toBe('open');
    await wire.close();
  });

  it('keeps a prompt that is sent while the store still looks for the answer to a hello', async () => {
    const wire = await world.connect(device);
    await wire.publish('hello', device.hello());
    await wire.next('prompt');
    wire.heard.length = 0;
    const answering = held.next();
    await wire.publish('hello', device.hello());
    await answering.asked;
    await world.report({ caseNo: 'C-overtakes' });
    answering.goOn();
    await wire.next('welcome');
    await wire.publish('hello', device.hello());
    await wire.next('welcome');
    const prompts = await until('both prompts', () => {
      const heard = wire.heard.filter(({ kind }) => kind === 'prompt');
      return heard.length === 2 && heard;
    });
    expect(prompts.map(({ message }) => message.prompt?.caseNo)).toEqual([
      'C-overtakes',
      'C-overtakes',
    ]);
    await wire.close();
  });

  it('goes on after a restart of the hub: the prompt is asked again', async () => {
    const before = await world.connect(device);
    await world.report({ caseNo: 'C-restart' });
    await before.next('prompt');
    await world.restartHub();
    await before.cut();
    const { epoch } = (await world.admin('GET', '/api/state')).body;
    const after = await world.connect(device);
    await after.publish('hello', device.hello());
    expect((await after.next('welcome')).ledgerEpoch).toBe(epoch);
    const { prompt } = await after.next('prompt');
    expect(prompt.caseNo).toBe('C-restart');
    expect(await after.rate(await device.answer(prompt))).toMatchObject({ standing: 'counted' });
    expect(world.addresses.firstAdministrator).toBeNull();
    await after.close();
  });

  it('shows an administrator what it said of itself', async () => {
    const wire = await world.connect(device);
    await wire.publish('hello', device.hello({ appVersion: '1.2.3', pending: 7 }));
    const seen = await until('the hello', async () =>
      (await world.admin('GET', '/api/terminals')).body.find(
        (one: { appVersion: string }) => one.appVersion === '1.2.3',
      ),
    );
    expect(seen).toMatchObject({ terminalId: 'w01', pending: 7, connected: true });
    expect(seen.lastRatingAt).not.toBeNull();
  });
});
