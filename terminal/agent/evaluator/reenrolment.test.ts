import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RatingExport } from '../../../protocol/index.ts';
import { FakeClock } from '../../link/testing/fake-clock.ts';
import { frozen, hold, refused, settle, stored } from '../../link/testing/outbox-fixtures.ts';
import { EvidenceFolder } from '../evidence.ts';
import { exportRatings } from '../export.ts';
import { SqliteOutbox } from '../outbox/index.ts';
import { IdentityFile } from './identity-file.ts';
import { markForReenrolment, reenrolIfMarked } from './reenrolment.ts';

describe('an evaluator without a screen whose identity was revoked', () => {
  const clock = new FakeClock();
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'haochaping-reenrolment-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const openOutbox = () => new SqliteOutbox(join(folder, 'outbox.sqlite'));

  /** A row of each kind: stored, refused, sent and unanswered, ready, and still to be changed. */
  async function rated(): Promise<string> {
    const identity = await IdentityFile.open(folder);
    identity.keep({ credentials: { terminalId: 'keypad-a01', secret: 's', mqttUrl: 'mqtt://x' } });
    const outbox = openOutbox();
    const [kept, shelved] = [await frozen(outbox), await frozen(outbox, 'C-2')];
    await settle(outbox, stored(kept.eventId), refused(shelved.eventId));
    await outbox.release((await hold(outbox, 'C-3')).eventId);
    await hold(outbox, 'C-4');
    outbox.close();
    return identity.publicKey.x;
  }

  async function exported(): Promise<string[]> {
    const file = join(folder, 'exported.json');
    await exportRatings(folder, file, clock);
    return (JSON.parse(readFileSync(file, 'utf8')) as RatingExport).ratings;
  }

  it('becomes another, and all that has no receipt is evidence that can be exported', async () => {
    const formerKey = await rated();
    markForReenrolment(folder);
    expect(await reenrolIfMarked(folder, clock)).toBe(true);
    expect(new EvidenceFolder(folder).all()).toMatchObject([
      { terminalId: 'keypad-a01', publicKey: { x: formerKey }, unreceipted: 3 },
    ]);
    const ratings = await exported();
    expect(ratings).toHaveLength(3);
    const signed = ratings.slice(1).map((payload) => JSON.parse(payload));
    expect(signed.map(({ terminalId, body }) => [terminalId, body.caseNo])).toEqual([
      ['keypad-a01', 'C-3'],
      ['keypad-a01', 'C-4'],
    ]);
    const identity = await IdentityFile.open(folder);
    expect(identity.credentials).toBeNull();
    expect(identity.publicKey.x).not.toBe(formerKey);
    const outbox = openOutbox();
    expect((await outbox.counts()).highestSeq).toBe(0);
    outbox.close();
    expect(await reenrolIfMarked(folder, clock)).toBe(false);
  });

  it('makes its evidence once, also where the power went before the end', async () => {
    await rated();
    markForReenrolment(folder);
    const mark = readFileSync(join(folder, 'to-be-reenrolled'), 'utf8');
    const identity = readFileSync(join(folder, 'evaluator.json'));
    await reenrolIfMarked(folder, clock);
    writeFileSync(join(folder, 'evaluator.json'), identity);
    writeFileSync(join(folder, 'to-be-reenrolled'), mark);
    expect(await reenrolIfMarked(folder, clock)).toBe(true);
    expect(new EvidenceFolder(folder).all()).toHaveLength(1);
    expect(await exported()).toHaveLength(3);
  });

  it('is said not to be there where it is not', () => {
    expect(() => markForReenrolment(folder)).toThrow(folder);
  });
});
