import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Device } from '../device.ts';
import { until } from '../until.ts';
import type { Wire } from '../wire.ts';
import { World } from '../world.ts';

/** Terminals from afar, as an administrator and a bare connection see it. */
describe('terminals from afar', () => {
  let world: World;
  let device: Device;
  let wire: Wire;

  beforeAll(async () => {
    world = await World.start();
    device = await world.enrol({ terminalId: 'w01' });
    await world.enrol({ terminalId: 'k01', windowNo: null });
    wire = await world.connect(device);
    await wire.publish('hello', device.hello());
    await wire.next('configuration');
  });
  afterEach(async () => {
    for (const scope of ['all', 'hall:H01', 'terminal:w01']) {
      await world.admin('PATCH', `/api/terminal-settings/${scope}`, {
        paused: false,
        timings: null,
      });
    }
    wire.heard.length = 0;
  });
  afterAll(() => world.stop());

  const change = (scope: string, body: object) =>
    world.admin('PATCH', `/api/terminal-settings/${scope}`, body);
  const terminal = async (terminalId = 'w01') =>
    (await world.admin('GET', '/api/terminals')).body.find(
      (one: { terminalId: string }) => one.terminalId === terminalId,
    );

  const cli = (...argv: string[]) => world.cli(...argv);
  /** The next configuration with an instruction in it. */
  const instructed = () =>
    until('an instruction', async () => {
      const { configuration } = await wire.next('configuration');
      return configuration.instruction;
    });

  it('are told at once when they are there, and find it with the next hello when they are not', async () => {
    const changed = await change('hall:H01', { paused: true });
    expect(changed).toMatchObject({ status: 200, body: { terminalIds: ['k01', 'w01'] } });
    const { configuration } = await wire.next('configuration');
    expect(configuration).toMatchObject({ paused: true });
    expect(await terminal('k01')).toMatchObject({ connected: false, desired: { paused: true } });
    await change('hall:H01', { paused: false });
    expect((await wire.next('configuration')).configuration.paused).toBeUndefined();
  });

  it('say what they run, and the hub lays it beside what they should run', async () => {
    await change('terminal:w01', { paused: true });
    const { configuration } = await wire.next('configuration');
    const desired = { configurationRevision: configuration.revision, paused: true };
    expect(await terminal()).toMatchObject({ desired, runs: null });
    const runs = {
      appVersion: '1.2.0',
      agentVersion: '1.1.0',
      configurationRevision: configuration.revision,
      paused: true,
      instructionDone: null,
    };
    const { terminalId, bootId } = device;
    const birth = { version: 1, terminalId, bootId, state: 'online', screen: 'alive' };
    await wire.publish('presence', { ...birth, keypad: 'none', runs });
    const known = await until('what it runs', async () => {
      const row = await terminal();
      return row.runs && row;
    });
    expect(known.runs).toEqual(runs);
    expect((await cli('terminals')).out).toMatch(/w01 .* 1\.2\.0 /);
  });

  it('hear of a restart with an id of its own, and until when it is wanted', async () => {
    const path = '/api/terminal-settings/terminal:w01/instructions';
    const given = await world.admin('POST', path, { action: 'restartAgent' });
    expect(given).toMatchObject({ status: 202, body: { terminalIds: ['w01'] } });
    const { instructionId } = given.body;
    const instruction = await instructed();
    expect(instruction).toMatchObject({ instructionId, action: 'restartAgent' });
    const goodForMs = Date.parse(instruction.until) - world.clock.now();
    expect(goodForMs).toBeGreaterThan(86_000_000);
    const again = await world.admin('POST', path, { action: 'reloadPage' });
    expect(again.body.instructionId).not.toBe(instructionId);
    expect(await instructed()).toMatchObject({ action: 'reloadPage' });
  });

  it.each([
    ['terminal:nobody', 404, 'unknownTerminal'],
    ['hall:H99', 404, 'unknownHall'],
    ['hall', 400, 'invalid'],
    ['everybody', 400, 'invalid'],
  ])('refuse to be meant by %s', async (scope, status, kind) => {
    const type = `urn:haochaping:problem:${kind}`;
    expect(await change(scope, { paused: true })).toMatchObject({ status, body: { type } });
  });

  it('refuse times that no screen can keep, and settings nobody knows', async () => {
    const tooShort = await change('all', { timings: { undoMs: 10 } });
    expect(tooShort).toMatchObject({ status: 400 });
    expect(tooShort.body.errors[0].path).toBe('body.timings.undoMs');
    expect((await change('all', { colour: 'red' })).status).toBe(400);
  });

  it('are not for operators to change, who may look', async () => {
    const asOperator = await world.as('op', 'operator');
    const path = '/api/terminal-settings';
    expect((await asOperator('PATCH', `${path}/all`, { paused: true })).status).toBe(403);
    expect((await asOperator('GET', path)).status).toBe(200);
  });

  it('are paused, set and resumed by the command line', async () => {
    expect(await cli('terminal', 'pause', '--hall', 'H01')).toMatchObject({
      exitCode: 0,
      out: 'Changed for k01, w01.\n',
    });
    expect((await cli('terminals')).out).toMatch(/k01 .* no -> yes/);
    expect((await cli('terminal', 'resume', '--hall', 'H01')).exitCode).toBe(0);
    const set = await cli('terminal', 'timings', 'undoMs=12000', '--terminal', 'w01');
    expect(set.exitCode).toBe(0);
    const settings = await world.admin('GET', '/api/terminal-settings');
    expect(settings.body).toContainEqual(
      expect.objectContaining({ scope: 'terminal:w01', timings: { undoMs: 12_000 } }),
    );
    expect((await cli('terminal', 'restart', '--terminal', 'w01')).out).toContain('Told to w01');
  });

  it.each([
    [['terminal', 'pause'], 'Say for whom'],
    [['terminal', 'pause', '--all', '--hall', 'H01'], 'Say for whom'],
    [['terminal', 'explode', '--all'], 'Usage: terminal'],
    [['terminal', 'timings', 'undoMs', '--all'], 'NAME=MILLISECONDS'],
  ])('are not meant by %o', async (argv, words) => {
    expect(await cli(...argv)).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining(words),
    });
  });

  describe('decommissioned', () => {
    const DECOMMISSION = '/api/terminals/w02/decommission';
    let leaving: Device;
    let line: Wire;

    beforeAll(async () => {
      leaving = await world.enrol({ terminalId: 'w02', windowNo: 'A02' });
      line = await world.connect(leaving);
      await line.publish('hello', leaving.hello());
      await line.next('configuration');
    });

    const say = (instructionDone: string) => {
      const { terminalId, bootId } = leaving;
      const runs = {
        ...{ appVersion: '1', agentVersion: '1', configurationRevision: 2 },
        ...{ paused: true, instructionDone },
      };
      const birth = { version: 1, terminalId, bootId, state: 'online', screen: 'alive' };
      return line.publish('presence', { ...birth, keypad: 'none', runs });
    };
    const told = async (): Promise<{ instructionId: string }> =>
      (await line.next('configuration')).configuration.instruction;

    it('are paused at once, and stay when that is taken back', async () => {
      expect((await world.cli('terminal', 'decommission', '--terminal', 'w02')).exitCode).toBe(0);
      const { configuration } = await line.next('configuration');
      expect(configuration).toMatchObject({
        paused: true,
        instruction: { action: 'decommission', until: null },
      });
      expect((await world.cli('terminal', 'keep', '--terminal', 'w02')).exitCode).toBe(0);
      expect((await line.next('configuration')).configuration.paused).toBeUndefined();
      // Too late: it is not what it was told last.
      await say(configuration.instruction.instructionId);
      await until('it was heard', async () => (await terminal('w02')).runs !== null);
      expect(await terminal('w02')).toMatchObject({ status: 'enrolled' });
    });

    it('are refused once they said that they are done', async () => {
      await world.admin('POST', DECOMMISSION, { force: true });
      const { instructionId } = await told();
      await say(instructionId);
      await line.cut();
      expect(await terminal('w02')).toMatchObject({ status: 'revoked', connected: false });
      await expect(world.connect(leaving)).rejects.toThrow();
      expect(await world.admin('POST', DECOMMISSION, {})).toMatchObject({ status: 409 });
    });
  });
});
