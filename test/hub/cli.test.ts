import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shenzhen as PACK } from '../../hub/rules/built-in.ts';
import { Device } from '../device.ts';
import { World } from '../world.ts';

describe('the command line', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.start();
  });
  afterAll(() => world.stop());

  const cli = (...argv: string[]) => world.cli(...argv);

  async function ask() {
    const { publicKey } = await Device.make();
    const request = { kind: 'evaluator', publicKey, appVersion: 'test', hint: '一号窗口' };
    return (await world.call('POST', '/api/enrolments', request)).body;
  }

  it('approves a device by its code, lists it and revokes it', async () => {
    const { userCode } = await ask();
    expect((await cli('enrolments')).out).toContain(userCode);
    const approved = await cli(
      'approve',
      userCode,
      '--terminal',
      'w01',
      '--hall',
      'H01',
      '--window',
      'A01',
    );
    expect(approved).toMatchObject({ exitCode: 0, out: 'w01 is enrolled.\n' });
    const listed = JSON.parse((await cli('terminals', '--json')).out);
    expect(listed[0]).toMatchObject({ terminalId: 'w01', status: 'enrolled' });
    expect((await cli('revoke', 'w01')).exitCode).toBe(0);
    expect((await cli('terminals')).out).toContain('revoked');
  });

  it('rejects a device', async () => {
    const { userCode } = await ask();
    expect((await cli('reject', userCode)).exitCode).toBe(0);
    expect(await cli('reject', userCode)).toMatchObject({
      exitCode: 1,
      err: expect.stringMatching(/code/),
    });
  });

  it('admits a business system and shows its key once', async () => {
    const { out } = await cli('systems', 'add', 'bank', '银行柜面');
    const key = out.trim().split('\n').at(-1);
    expect((await world.call('POST', '/api/service-records', world.record(), key)).status).toBe(
      200,
    );
    expect((await cli('systems')).out).toContain('银行柜面');
    expect((await cli('systems', 'revoke', 'bank')).exitCode).toBe(0);
  });

  it('admits the hotline as what it is: it alone reports what became of orders (SZ-21a)', async () => {
    const keyOf = async (...argv: string[]) => {
      const { out } = await cli('systems', 'add', ...argv);
      return out.trim().split('\n').at(-1);
    };
    const hotline = await keyOf('h12345', '12345 热线', '--kind', 'hotline');
    const office = await keyOf('office', '办事系统');
    expect((await cli('systems')).out).toMatch(/h12345.*hotline/);
    const path = '/api/hotline/orders/GD20261120-999999/steps';
    const step = { stepId: 'h1', step: { step: 'accept' } };
    expect((await world.call('POST', path, step, office)).body.type).toMatch(/wrongKind$/);
    expect((await world.call('POST', path, step, hotline)).status).toBe(404);
    const wrong = await cli('systems', 'add', 'x', 'X', '--kind', 'bank');
    expect(wrong).toMatchObject({ exitCode: 1, err: expect.stringContaining('kind') });
  });

  it('makes accounts with roles, shows the password once, changes and removes them', async () => {
    const { out } = await cli('account', 'add', 'li.na', '--roles', 'handler,auditor');
    const login = { name: 'li.na', password: out.trim().split('\n').at(-1) };
    expect((await world.call('POST', '/api/sessions', login)).status).toBe(201);
    expect((await cli('accounts')).out).toMatch(/li\.na\s+handler,auditor/);
    expect((await cli('account', 'roles', 'li.na', '--roles', 'reviewer')).exitCode).toBe(0);
    expect((await cli('accounts')).out).toMatch(/li\.na\s+reviewer/);
    const reset = JSON.parse((await cli('account', 'password', 'li.na', '--json')).out);
    expect(reset.password).not.toBe(login.password);
    expect((await cli('account', 'remove', 'li.na')).exitCode).toBe(0);
    expect(await cli('account', 'remove', 'admin')).toMatchObject({ exitCode: 1 });
    expect(await cli('account', 'add', 'li.na')).toMatchObject({ exitCode: 2 });
    expect(await cli('account', 'add', 'li.na', '--roles', 'king')).toMatchObject({ exitCode: 1 });
  });

  it('says in the hub’s words what was wrong', async () => {
    const { userCode } = await ask();
    const answer = await cli(
      'approve',
      userCode,
      '--terminal',
      'w02',
      '--hall',
      'H99',
      '--window',
      'A01',
    );
    expect(answer).toMatchObject({ exitCode: 1, err: expect.stringContaining('body.hallId') });
  });

  it.each([
    [[], 2],
    [['--help'], 0],
    [['dance'], 2],
    [['constructor'], 2],
    [['approve'], 2],
    [['approve', 'ABCD-2345'], 2],
    [['terminals', '--colour'], 2],
    [['terminals', '--hub', 'http://127.0.0.1:1'], 1],
    [['verify', '/nowhere'], 1],
    [['recount', '/nowhere'], 1],
    [['recount', '/nowhere', '--from', 'yesterday'], 2],
  ])('%j ends with %i', async (argv, exitCode) => {
    const answer = await cli(...(argv as string[]));
    expect(answer.exitCode).toBe(exitCode);
    expect(answer.out + answer.err).not.toBe('');
    expect(answer.err).not.toMatch(/^\s+at /m);
  });

  it('verifies the ledger of a running hub', async () => {
    const device = await world.enrol({ terminalId: 'w03', windowNo: 'A02' });
    const wire = await world.connect(device);
    await wire.rate(await device.rating({ caseNo: 'C-verify' }));
    const { exitCode, out } = await cli('verify', world.dataFolder, '--json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ sound: true, ratings: 1 });
  });

  it('judges past days by another pack, from the folder of a running hub', async () => {
    await world.report({ caseNo: 'C-replay' });
    const [day = ''] = new Date(world.clock.now() + 8 * 3_600_000).toISOString().split('T');
    const file = join(world.dataFolder, 'pack.json');
    const span = [world.dataFolder, '--from', day, '--to', day] as const;
    const pack = {
      ...PACK,
      name: 'elsewhere',
      rating: { days: 3, counting: 'natural' },
      reminder: null,
    };
    await writeFile(file, JSON.stringify(pack));
    const { exitCode, out } = await cli('replay', ...span, '--pack', file, '--json');
    expect(exitCode).toBe(0);
    const { differences } = JSON.parse(out);
    const moved = { caseNo: 'C-replay', what: 'deadline', rule: 'SZ-17a' };
    expect(differences).toContainEqual(expect.objectContaining(moved));
    expect((await cli('replay', ...span)).out).toContain('0 differences');
    await writeFile(file, JSON.stringify({ ...pack, rating: { days: 0, counting: 'natural' } }));
    expect(await cli('replay', ...span, '--pack', file)).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('rating.days'),
    });
    expect((await cli('replay', world.dataFolder)).exitCode).toBe(2);
  });

  it('recounts the figures of a running hub from its ledger, and names what differs', async () => {
    const sound = await cli('recount', world.dataFolder, '--json');
    expect(sound.exitCode).toBe(0);
    const counted = JSON.parse(sound.out);
    expect(counted).toMatchObject({ sound: true, differences: [] });
    expect(counted.ratings).toBeGreaterThan(0);
    const before = ['--from', '2020-01-01', '--to', '2020-01-31', '--json'];
    expect(JSON.parse((await cli('recount', world.dataFolder, ...before)).out).ratings).toBe(0);
    await world.stopHub();
    const db = new DatabaseSync(join(world.dataFolder, 'hub.sqlite'));
    db.exec('UPDATE figures SET ratings = ratings + 1');
    const tampered = await cli('recount', world.dataFolder);
    expect(tampered.exitCode).toBe(3);
    expect(tampered.out).toContain('counted 2 ratings');
    db.exec('UPDATE figures SET ratings = ratings - 1');
    db.close();
    await world.startHub();
  });

  it('resets the password of a stopped hub, and refuses while it runs', async () => {
    expect((await cli('reset-password', world.dataFolder)).exitCode).toBe(1);
    await world.stopHub();
    const { password } = JSON.parse((await cli('reset-password', world.dataFolder, '--json')).out);
    expect(password).not.toBe(world.administratorPassword);
    await world.startHub();
    const login = { name: 'admin', password };
    expect((await world.call('POST', '/api/sessions', login)).status).toBe(201);
  });
});
