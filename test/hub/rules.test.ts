import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from '../../hub/index.ts';
import { World } from '../world.ts';

// biome-ignore lint/suspicious/noExplicitAny: stories look into answers freely
type Json = any;

const MORNING = Date.parse('2026-12-28T09:00:00+08:00');
const YEAR = {
  year: 2027,
  notice: '国办发明电〔2026〕1号',
  holidays: ['2027-01-01', '2027-01-02', '2027-01-03'],
  workdays: ['2027-01-09'],
};

/** A pack of five working days that governs from the day of the story. */
function second(pack: Json): Json {
  const rating = { days: 5, counting: 'working' };
  return { ...pack, version: 2, validFrom: '2026-12-28', rating };
}

function paths(answer: { body: Json }): string[] {
  return answer.body.errors.map((one: Json) => one.path).sort();
}

describe('the rules of a hub', () => {
  let world: World;
  let pack: Json;
  let calendar: Json;

  beforeAll(async () => {
    world = await World.start();
  });
  afterAll(() => world.stop());
  beforeEach(async () => {
    world.clock.set(MORNING - world.clock.now());
    // Sessions end by the same clock.
    await world.restartHub();
    pack = (await world.admin('GET', '/api/rule-packs/shenzhen@1')).body.pack;
    ({ calendar } = (await world.admin('GET', '/api/calendar')).body);
  });

  it('are public where they hold, and otherwise an administrator’s', async () => {
    const { status, body } = await world.call('GET', '/api/rule-packs/in-force');
    expect(status).toBe(200);
    expect(body).toMatchObject({ label: 'shenzhen@1', pack: { rating: { days: 7 } } });
    world.clock.set(Date.parse('2019-10-09T23:00:00+08:00') - world.clock.now());
    const early = await world.call('GET', '/api/rule-packs/in-force');
    expect(early).toMatchObject({ status: 404, body: { status: 404 } });
    const guarded = [
      ['GET', '/api/rule-packs'],
      ['GET', '/api/rule-packs/shenzhen@1'],
      ['POST', '/api/rule-packs'],
      ['POST', '/api/rule-packs/validation'],
      ['GET', '/api/calendar'],
      ['PUT', '/api/calendar'],
      ['POST', '/api/calendar/validation'],
    ] as const;
    for (const [method, path] of guarded) {
      const given = method === 'GET' ? undefined : {};
      expect([path, (await world.call(method, path, given)).status]).toEqual([path, 401]);
    }
  });

  it('come with those of other places', async () => {
    const { place, packs } = (await world.admin('GET', '/api/rule-packs')).body;
    expect(place).toBe('shenzhen');
    expect(packs.map((one: Json) => [one.label, one.inForce])).toEqual([
      ['shenzhen@1', true],
      ['xinjiang@1', false],
    ]);
    expect((await world.admin('GET', '/api/rule-packs/shenzhen@9')).status).toBe(404);
  });

  it('are checked without being imported, all errors at once with their rules', async () => {
    const rating = { days: 3, counting: 'working' };
    const workOrder = { ...pack.workOrder, negativeUpTo: 3 };
    const wrong = { ...second(pack), rating, workOrder, colour: 1 };
    const checked = await world.admin('POST', '/api/rule-packs/validation', wrong);
    expect(checked).toMatchObject({ status: 200, body: { valid: false } });
    expect(paths(checked)).toEqual(['', 'reminder.afterDays', 'workOrder.negativeUpTo']);
    expect(checked.body.errors).toContainEqual(
      expect.objectContaining({ path: 'reminder.afterDays', rule: 'SZ-13' }),
    );
    const refused = await world.admin('POST', '/api/rule-packs', wrong);
    expect(refused).toMatchObject({ status: 422, body: { errors: checked.body.errors } });
    const clashing = { ...pack, defaultLevel: 4 };
    const clash = await world.admin('POST', '/api/rule-packs/validation', clashing);
    expect(clash.body).toMatchObject({ valid: false, errors: [{ path: 'version' }] });
    expect((await world.admin('POST', '/api/rule-packs', clashing)).status).toBe(409);
    const known = await world.admin('POST', '/api/rule-packs/validation', pack);
    expect(known.body).toEqual({ valid: true, known: true, errors: [] });
    expect((await world.admin('GET', '/api/rule-packs')).body.packs).toHaveLength(2);
  });

  it('govern from their first day, and a calendar moves what is open (SZ-17a, SZ-21b)', async () => {
    const before = await world.report({ occurredAt: '2026-12-27T23:59:59.999+08:00' });
    const closesOf = (answer: Json) => answer.body.results[0].invitation.closesAt;
    const imported = await world.admin('POST', '/api/rule-packs', second(pack));
    expect(imported).toMatchObject({ status: 201, body: { label: 'shenzhen@2' } });
    const again = await world.admin('POST', '/api/rule-packs', second(pack));
    expect(again).toMatchObject({ status: 200, body: { status: 'unchanged' } });
    expect((await world.call('GET', '/api/rule-packs/in-force')).body.label).toBe('shenzhen@2');
    const late = await world.report({ occurredAt: '2026-12-27T23:59:59.999+08:00' });
    expect(closesOf(late)).toBe(closesOf(before));
    const caseNo = 'C-moved';
    const after = await world.report({ caseNo, occurredAt: '2026-12-28T00:00:00.000+08:00' });
    expect(closesOf(after)).toBe('2027-01-04T16:00:00.000Z');

    const next = { version: 2, years: [...calendar.years, YEAR] };
    const check = await world.admin('POST', '/api/calendar/validation', next);
    expect(check.body).toEqual({ valid: true, known: false, errors: [] });
    const { status, body } = await world.admin('PUT', '/api/calendar', next);
    expect(status).toBe(200);
    const { invitationId: id } = after.body.results[0].invitation;
    const [from, to] = [Date.parse('2027-01-04T16:00:00Z'), Date.parse('2027-01-05T16:00:00Z')];
    const moved = [{ kind: 'invitation', id, from, to }];
    expect(body).toEqual({ version: 2, status: 'imported', moved });
    const view = (await world.admin('GET', `/api/cases/${caseNo}`)).body.invitations[0];
    expect(view).toMatchObject({
      closesAt: to,
      explanation: { facts: { calendar: 2, movedFrom: { closesAt: from } } },
    });
    const repeated = await world.admin('PUT', '/api/calendar', next);
    expect(repeated.body).toEqual({ version: 2, status: 'unchanged', moved: [] });
    const in2 = (await world.admin('GET', '/api/calendar')).body;
    expect(in2).toMatchObject({ calendar: next, imported: { by: 'admin' } });
  });

  it('refuse a calendar with everything that is wrong, or that is no successor (SZ-21b)', async () => {
    const day = { ...YEAR, year: 2028, workdays: ['2028-01-03', '2027-01-09'], holidays: [] };
    const wrong = { version: 9, years: [...calendar.years, day] };
    const refused = await world.admin('PUT', '/api/calendar', wrong);
    expect(refused.status).toBe(422);
    const at = calendar.years.length;
    expect(paths(refused)).toEqual([`years.${at}.workdays.0`, `years.${at}.workdays.1`]);
    const older = { version: 1, years: calendar.years.slice(1) };
    const clash = await world.admin('PUT', '/api/calendar', older);
    expect(clash.status).toBe(409);
    expect(paths(clash)).toEqual(['version', 'years']);
    expect((await world.admin('PUT', '/api/calendar', [])).status).toBe(422);
  });
});

describe('the rules on the command line', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.start({ config: { rulePack: 'xinjiang' } });
  });
  afterAll(() => world.stop());

  async function cli(...argv: string[]) {
    const said = { out: '', err: '' };
    const exitCode = await runCli(argv, {
      env: {
        HAOCHAPING_HUB: world.addresses.httpUrl,
        HAOCHAPING_PASSWORD: world.administratorPassword,
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

  async function withFile<T>(content: unknown, use: (file: string) => Promise<T>): Promise<T> {
    const file = join(world.dataFolder, 'given.json');
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
    try {
      return await use(file);
    } finally {
      await rm(file);
    }
  }

  it('are listed, checked and imported from a file', async () => {
    expect((await cli('packs')).out).toMatch(/xinjiang@1 +2020-01-01 +5 working +4 +yes/);
    const { packs } = JSON.parse((await cli('packs', '--json')).out);
    const { pack } = packs.find((one: Json) => one.label === 'xinjiang@1');
    const next = { ...pack, version: 2, validFrom: '2030-01-01' };
    await withFile(next, async (file) => {
      expect(await cli('pack', 'check', file)).toMatchObject({ exitCode: 0 });
      expect((await cli('pack', 'import', file)).out).toBe('xinjiang@2: imported.\n');
      expect((await cli('pack', 'import', file)).out).toBe('xinjiang@2: unchanged.\n');
    });
    await withFile({ ...next, defaultLevel: 1 }, async (file) => {
      const checked = await cli('pack', 'check', file);
      expect(checked).toMatchObject({ exitCode: 1, out: expect.stringContaining('(SZ-17b)') });
      const refused = await cli('pack', 'import', file);
      expect(refused).toMatchObject({ exitCode: 1, err: expect.stringContaining('(SZ-17b)') });
    });
    expect((await cli('packs')).out).toMatch(/xinjiang@2 .* yes/);
  });

  it('tell what a calendar moved', async () => {
    const now = Date.parse('2026-12-28T09:00:00+08:00');
    world.clock.set(now - world.clock.now());
    await world.report();
    expect((await cli('calendar')).out).toMatch(
      /Version 1\n(.*\n)+2026 +33 +6 +国办发明电〔2025〕7号/,
    );
    const calendar = JSON.parse((await cli('calendar', '--json')).out);
    await withFile({ version: 2, years: [...calendar.years, YEAR] }, async (file) => {
      expect((await cli('calendar', 'check', file)).exitCode).toBe(0);
      const { out } = await cli('calendar', 'import', file);
      expect(out).toMatch(/^Calendar 2: imported, 1 moved\.\n/);
      expect(out).toMatch(/invitation +\S+ +2027-01-04T16:00:00Z +2027-01-05T16:00:00Z/);
    });
  });

  it('say what was wrong with a command or a file', async () => {
    expect((await cli('pack', 'import')).exitCode).toBe(2);
    expect((await cli('pack', 'drop', 'x')).exitCode).toBe(2);
    expect((await cli('calendar', 'import')).exitCode).toBe(2);
    const missing = await cli('pack', 'import', '/nowhere.json');
    expect(missing).toMatchObject({ exitCode: 1, err: expect.stringContaining('ENOENT') });
    await withFile('{', async (file) => {
      const broken = await cli('calendar', 'import', file);
      expect(broken).toMatchObject({ exitCode: 1, err: expect.stringContaining('no JSON') });
    });
  });
});
