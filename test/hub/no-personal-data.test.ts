import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Device } from '../device.ts';
import { until } from '../until.ts';
import type { Wire } from '../wire.ts';
import { World } from '../world.ts';

/** Values that occur nowhere else, so that one found somewhere came from the applicant. */
const MARKS = {
  name: '欧阳𬭎龘',
  idNo: '44030419770707Q77X',
  phone: '13907557777',
};
/** The same values as a careless part might write them. */
const SPELLINGS = [
  ...Object.values(MARKS),
  MARKS.idNo.toLowerCase(),
  JSON.stringify(MARKS.name)
    .replaceAll(/[\u0080-\uffff]/g, escaped)
    .slice(1, -1),
  encodeURIComponent(MARKS.name),
  Buffer.from(MARKS.name).toString('base64').replaceAll('=', ''),
  Buffer.from(MARKS.name).toString('hex'),
];

const APPLICANT = { kind: 'person', idType: 'residentId', ...MARKS } as const;
const CASE = 'C-marked';

describe('what a citizen is', () => {
  let world: World;
  let device: Device;
  let wire: Wire;
  const answers: string[] = [];

  beforeAll(async () => {
    world = await World.start();
    device = await world.enrol({ terminalId: 'w01' });
    wire = await world.connect(device);
  });
  afterAll(() => world.stop());

  /** Every road that a record can take, the wrong ones too. */
  async function send(): Promise<void> {
    const record = world.record({ caseNo: CASE, applicant: APPLICANT });
    const post = async (body: unknown, key = world.systemKey) => {
      const answer = await world.call('POST', '/api/service-records', body, key);
      answers.push(JSON.stringify(answer.body), JSON.stringify([...answer.headers]));
    };
    await post(record);
    await post(record);
    await post({ ...record, event: 'refused' });
    await post({ ...record, applicant: { ...APPLICANT, phone: '13907557778' } });
    await post({ ...record, recordId: 'r-nowhere', hallId: 'H99' });
    await post({ ...record, recordId: 'r-array', applicant: [MARKS.name, MARKS.idNo] });
    await post({ ...record, recordId: 'r-kind', applicant: { ...APPLICANT, kind: MARKS.name } });
    await post({
      ...record,
      recordId: 'r-id',
      applicant: { ...APPLICANT, idNo: `${MARKS.idNo}!` },
    });
    await post({
      ...record,
      recordId: 'r-tel',
      applicant: { ...APPLICANT, phone: `${MARKS.phone}x` },
    });
    await post([record, { recordId: 'broken', applicant: APPLICANT }]);
    await post(record, 'hcp_wrong');
    await post({ applicant: APPLICANT });
  }

  async function rate(): Promise<void> {
    const { prompt } = await wire.next('prompt');
    answers.push(JSON.stringify(prompt));
    await wire.rate(await device.answer(prompt, { level: 2 }));
  }

  /** Everything that an account without the right to reveal can read or provoke. */
  async function look(): Promise<void> {
    const { body: document } = await world.call('GET', '/openapi.json');
    const paths = Object.entries(document.paths as Record<string, object>)
      .filter(([path, methods]) => 'get' in methods && !path.endsWith('/stream'))
      .map(([path]) => path.replace('{caseNo}', CASE));
    expect(paths).toEqual(expect.arrayContaining([`/api/cases/${CASE}`, '/metrics', '/api/state']));
    const everyone = await world.as(
      'everyone',
      'operator',
      'reviewer',
      'appealDecider',
      'auditor',
      'administrator',
    );
    for (const path of paths) answers.push(JSON.stringify((await everyone('GET', path)).body));
    const asked = { phone: MARKS.phone, reason: '来电咨询进度' };
    const reveal = `/api/cases/${CASE}/identity/reveal`;
    for (const [path, body] of [
      [reveal, { reason: asked.reason }],
      ['/api/identities/look-up', asked],
    ] as const) {
      const refused = await everyone('POST', path, body);
      expect(refused.status).toBe(403);
      answers.push(JSON.stringify(refused.body));
    }
    const officer = await world.as('officer', 'privacyOfficer');
    expect((await officer('POST', reveal, { reason: asked.reason })).body.name).toBe(MARKS.name);
    expect((await officer('POST', '/api/identities/look-up', asked)).body).toHaveLength(1);
    for (const reason of [`联系${MARKS.name}`, '短', `${MARKS.phone} 来电`]) {
      answers.push(JSON.stringify((await officer('POST', reveal, { reason })).body));
      const lookUp = { ...asked, reason };
      answers.push(JSON.stringify((await officer('POST', '/api/identities/look-up', lookUp)).body));
    }
  }

  it('is found in no log line, answer, message, metric or file of a running hub', async () => {
    await send();
    await rate();
    await look();
    await until('the signature to be judged', async () => {
      const { body } = await world.admin('GET', '/api/state');
      return body.unverified === 0;
    });
    const heard = wire.heard.map(({ message }) => JSON.stringify(message));
    const running = await files();
    await world.stopHub();
    const stopped = await files();
    expect(running.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['data/hub.sqlite', 'data/hub.sqlite-wal', 'data.keys']),
    );

    const written: [string, Buffer][] = [
      ['the log', Buffer.from(world.log.map((line) => JSON.stringify(line)).join('\n'))],
      ['an answer', Buffer.from(answers.join('\n'))],
      ['a message', Buffer.from(heard.join('\n'))],
      ...[...running, ...stopped].map(({ name, bytes }): [string, Buffer] => [name, bytes]),
    ];
    for (const [where, bytes] of written) {
      expect(bytes.length, where).toBeGreaterThan(100);
      for (const mark of SPELLINGS) {
        expect(bytes.includes(mark), `${mark} in ${where}`).toBe(false);
        const wide = Buffer.from(mark, 'utf16le');
        expect(bytes.includes(wide), `${mark} in ${where}`).toBe(false);
      }
    }
  });

  async function files(): Promise<{ name: string; bytes: Buffer }[]> {
    const root = join(world.dataFolder, '..');
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    const kept = entries.filter((entry) => entry.isFile() && entry.name !== 'hub.lock');
    const all = await Promise.all(
      kept.map(async ({ parentPath, name }) => {
        const path = join(parentPath, name);
        return { name: path.slice(root.length + 1), bytes: await readFile(path) };
      }),
    );
    return all.filter(({ name, bytes }) => bytes.length > 0 && !name.endsWith('-shm'));
  }
});

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
