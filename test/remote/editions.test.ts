import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { World } from '../world.ts';

/** Apps that a hub publishes for its terminals. */
describe('editions at the hub', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.start();
    await world.enrol({ terminalId: 'w01' });
    await world.enrol({ terminalId: 'w02' });
  });
  afterAll(() => world.stop());

  const folderOf = (edition: string) => join(world.dataFolder, 'editions', edition);
  async function lay(edition: string, files: Record<string, string>): Promise<void> {
    for (const [path, content] of Object.entries(files)) {
      const full = join(folderOf(edition), path);
      await mkdir(dirname(full), { recursive: true });
      await writeFile(full, content);
    }
  }
  const built = (words: string) => ({
    'index.html': words,
    'sw.js': words,
    'assets/a-1.js': words,
  });
  const publish = (edition: string) => world.admin('PUT', `/api/editions/${edition}`);
  const give = (scope: string, edition: string, percent = 100) =>
    world.admin('PATCH', `/api/terminal-settings/${scope}`, { edition: { edition, percent } });
  const problem = (kind: string) => `urn:haochaping:problem:${kind}`;
  const wanted = async () =>
    (await world.admin('GET', '/api/terminals')).body.map(
      (one: { terminalId: string; desired: { edition: string | null } }) => one.desired.edition,
    );

  it('are published once, and are what they were then', async () => {
    await lay('1.0', built('one'));
    const published = await publish('1.0');
    expect(published).toMatchObject({ status: 200, body: { edition: '1.0', files: 3 } });
    expect(await publish('1.0')).toMatchObject({ body: { digest: published.body.digest } });
    const manifest = await world.call('GET', '/api/editions/1.0/manifest');
    expect(manifest.body.files.map(({ path }: { path: string }) => path)).toEqual([
      'assets/a-1.js',
      'index.html',
      'sw.js',
    ]);
    expect(await world.call('GET', '/api/editions/1.0/files/assets/a-1.js')).toMatchObject({
      status: 200,
      body: 'one',
    });
    await lay('1.0', built('other'));
    expect(await publish('1.0')).toMatchObject({
      status: 409,
      body: { type: problem('editionExists') },
    });
  });

  it.each([
    ['/api/editions/9.9/manifest', 'unknownEdition'],
    ['/api/editions/1.0/files/assets/none.js', 'unknownFile'],
    ['/api/editions/9.9/files/index.html', 'unknownFile'],
    ['/api/editions/1.0/files/..%2f..%2fhub.sqlite', 'invalid'],
    ['/api/editions/..%2f1.0/manifest', 'invalid'],
  ])('give nothing else: %s', async (path, kind) => {
    const answer = await world.call('GET', path);
    expect(answer.body).toMatchObject({ type: problem(kind) });
  });

  it('are not published when the folder is missing, half, or has names that no page has', async () => {
    expect(await publish('2.0')).toMatchObject({
      status: 404,
      body: { type: problem('editionMissing') },
    });
    await lay('2.0', { 'index.html': 'half' });
    expect(await publish('2.0')).toMatchObject({
      status: 422,
      body: { type: problem('editionIncomplete') },
    });
    await lay('2.0', { ...built('two'), '.sources': 'of the build', 'a b.js': 'x' });
    const unfit = await publish('2.0');
    expect(unfit).toMatchObject({ status: 422, body: { type: problem('editionUnfit') } });
    expect(unfit.body.errors[0].message).toContain('a b.js');
    await rm(join(folderOf('2.0'), 'a b.js'));
    expect((await publish('2.0')).body).toMatchObject({ files: 3 });
  });

  it('reach a terminal, its hall, or a share of all, and go back', async () => {
    expect(await give('all', '9.9')).toMatchObject({
      status: 404,
      body: { type: problem('unknownEdition') },
    });
    expect((await give('all', '1.0')).body).toEqual({ terminalIds: ['w01', 'w02'] });
    // By their names w01 has share 81 and w02 another one, always.
    expect((await give('hall:H01', '2.0', 82)).status).toBe(200);
    const [first, second] = await wanted();
    expect(first).toBe('2.0');
    expect(['1.0', '2.0']).toContain(second);
    expect(await world.cli('terminal', 'edition', '1.0', '--terminal', 'w01')).toMatchObject({
      exitCode: 0,
      out: 'Changed for w01.\n',
    });
    expect((await wanted())[0]).toBe('1.0');
    await world.cli('terminal', 'edition', '--terminal', 'w01');
    expect((await wanted())[0]).toBe('2.0');
    await world.cli('terminal', 'edition', '--hall', 'H01');
    expect(await wanted()).toEqual(['1.0', '1.0']);
    expect((await world.cli('editions')).out).toMatch(/^edition .*\n(2\.0|1\.0) /);
  });

  it('are published by administrators only', async () => {
    const asOperator = await world.as('looks-only', 'operator');
    expect((await asOperator('PUT', '/api/editions/2.0')).status).toBe(403);
    expect((await asOperator('GET', '/api/editions')).status).toBe(200);
  });
});
