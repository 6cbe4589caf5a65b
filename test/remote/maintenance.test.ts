import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Device } from '../device.ts';
import { World } from '../world.ts';

/** What a technician needs of the hub: a PIN for the corner, and a road for carried ratings. */
describe('technicians', () => {
  let world: World;
  let device: Device;
  let folder: string;

  beforeAll(async () => {
    world = await World.start();
    device = await world.enrol({ terminalId: 'w01' });
    folder = await mkdtemp(join(tmpdir(), 'haochaping-export-'));
  });
  afterAll(async () => {
    await world.stop();
    await rm(folder, { recursive: true });
  });

  const setPin = (pin: string | null) =>
    world.admin('PATCH', '/api/terminal-settings/terminal:w01', { pin });

  describe('have a PIN', () => {
    async function pinHash(of: Device): Promise<string | undefined> {
      const wire = await world.connect(of);
      await wire.publish('hello', of.hello());
      const { configuration } = await wire.next('configuration');
      await wire.close();
      return configuration.maintenance?.pinHash;
    }

    it('that reaches the terminal as a hash, and nobody else at all', async () => {
      expect(await pinHash(device)).toBeUndefined();
      expect((await setPin('271828')).status).toBe(200);
      expect(await pinHash(device)).toMatch(/^scrypt\$32768\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
      const settings = (await world.admin('GET', '/api/terminal-settings')).body;
      expect(settings).toMatchObject([{ scope: 'terminal:w01', pin: true }]);
      const terminals = (await world.admin('GET', '/api/terminals')).body;
      for (const seen of [settings, terminals, world.log]) {
        expect(JSON.stringify(seen)).not.toMatch(/scrypt|271828/);
      }
      await setPin(null);
      expect(await pinHash(device)).toBeUndefined();
    });

    it('that can be set with the approval of the device', async () => {
      const pinned = await world.enrol({ terminalId: 'w02', pin: '314159' });
      expect(await pinHash(pinned)).toMatch(/^scrypt/);
    });

    it('that never stands on a command line', async () => {
      world.environment = { HAOCHAPING_PIN: '161803' };
      expect((await world.cli('terminal', 'pin', '--terminal', 'w01')).exitCode).toBe(0);
      expect(await pinHash(device)).toMatch(/^scrypt/);
      world.environment = {};
      expect(await world.cli('terminal', 'pin', '--terminal', 'w01')).toMatchObject({
        exitCode: 1,
        err: expect.stringContaining('6–12 digits'),
      });
      expect((await world.cli('terminal', 'pin', '--remove', '--terminal', 'w01')).exitCode).toBe(
        0,
      );
      expect(await pinHash(device)).toBeUndefined();
    });

    it.each(['12345', '1234567890123', 'abcdef', '000000', '345678', '987654'])(
      'that is not %s',
      async (pin) => {
        expect(await setPin(pin)).toMatchObject({ status: 400 });
      },
    );
  });

  describe('bring ratings', () => {
    const carry = (ratings: string[]) => world.admin('POST', '/api/rating-exports', { ratings });
    const written = async (ratings: unknown, name = 'ratings.json') => {
      const exportedAt = new Date().toISOString();
      const about = { format: 'haochaping-ratings', version: 1, terminalId: 'w01', exportedAt };
      const path = join(folder, name);
      await writeFile(path, JSON.stringify({ ...about, ratings }));
      return path;
    };
    const signed = async (caseNo: string) => {
      await world.report({ caseNo });
      return JSON.stringify(await device.rating({ caseNo, level: 2 }));
    };

    it('that are judged as if they came over the wire, and counted once', async () => {
      const text = await signed('C-1');
      const [first] = (await carry([text])).body.results;
      expect(first).toMatchObject({
        terminalId: 'w01',
        receipt: { outcome: 'stored', standing: 'counted', duplicate: false },
      });
      expect((await carry([text])).body.results).toMatchObject([{ receipt: { duplicate: true } }]);
      const wire = await world.connect(device);
      const { receiptCode } = first.receipt;
      expect(await wire.rate(new TextEncoder().encode(text))).toMatchObject({
        ...{ outcome: 'stored', duplicate: true, receiptCode },
      });
      await wire.close();
      const { body } = await world.admin('GET', '/api/ratings');
      expect(body.filter(({ caseNo }: { caseNo: string }) => caseNo === 'C-1')).toHaveLength(1);
    });

    it('that somebody invented, and the signature check finds them', async () => {
      const invented = JSON.parse(await signed('C-2'));
      invented.body.level = 5;
      expect((await carry([JSON.stringify(invented)])).body.results).toMatchObject([
        { receipt: { outcome: 'stored' } },
      ]);
      await expect
        .poll(async () => (await world.admin('GET', '/api/ratings')).body)
        .toContainEqual(
          expect.objectContaining({ caseNo: 'C-2', standing: 'forged', signature: 'bad' }),
        );
    });

    it.each([
      ['of nobody', () => JSON.stringify({ terminalId: 'nobody' }), 'malformed'],
      ['that are no message', () => '{"half":', 'malformed'],
    ])('%s, which are refused with the reason and kept', async (_, text, reason) => {
      const [result] = (await carry([text()])).body.results;
      expect(result.receipt).toMatchObject({ outcome: 'refused', reason, kept: true });
    });

    it('of a terminal that is not enrolled, which are kept as evidence', async () => {
      const stranger = await Device.make();
      stranger.terminalId = 'stranger';
      const rating = JSON.stringify(await stranger.rating({ caseNo: 'C-1' }));
      expect((await carry([rating])).body.results).toMatchObject([
        { receipt: { outcome: 'refused', reason: 'unknownTerminal', kept: true } },
      ]);
    });

    it('in a file, and get a line for each', async () => {
      const ratings = [await signed('C-3'), '{}', await signed('C-4')];
      const { exitCode, out } = await world.cli('import-ratings', await written(ratings));
      const lines = out.trimEnd().split('\n');
      expect(exitCode).toBe(1);
      expect(lines[0]).toMatch(/ of w01: stored, counted, receipt \S+$/);
      expect(lines[1]).toMatch(/^unreadable of nobody: refused, malformed/);
      expect(lines[2]).toMatch(/: stored, counted/);
      const again = await world.cli('import-ratings', await written([ratings[0]]));
      expect(again).toMatchObject({ exitCode: 0, out: expect.stringContaining('there already') });
    });

    it('in a file that is none, and are told so', async () => {
      const path = await written('all', 'wrong.json');
      expect(await world.cli('import-ratings', path)).toMatchObject({
        exitCode: 1,
        err: expect.stringContaining('ratings: '),
      });
      expect(await world.cli('import-ratings', join(folder, 'missing.json'))).toMatchObject({
        exitCode: 1,
        err: expect.stringContaining('ENOENT'),
      });
    });

    it('only as administrators', async () => {
      const asOperator = await world.as('carrier', 'operator');
      const body = { ratings: ['{}'] };
      expect((await asOperator('POST', '/api/rating-exports', body)).status).toBe(403);
    });
  });
});
