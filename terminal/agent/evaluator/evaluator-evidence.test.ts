import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Rating, RatingSchema, signedText } from '../../../protocol/index.ts';
import { FakeClock } from '../../link/testing/fake-clock.ts';
import { frozen, hold, refused, settle, stored } from '../../link/testing/outbox-fixtures.ts';
import { SqliteOutbox } from '../outbox/index.ts';
import { type EvidenceParts, evidenceOf, signedRows } from './evaluator-evidence.ts';
import { IdentityFile } from './identity-file.ts';

describe('what an evaluator without a screen has without a receipt', () => {
  let folder: string;
  let outbox: SqliteOutbox;
  let parts: EvidenceParts;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'haochaping-evidence-'));
    outbox = new SqliteOutbox(join(folder, 'outbox.sqlite'));
    const identity = await IdentityFile.open(folder);
    identity.keep({ credentials: { terminalId: 'keypad-a01', secret: 's', mqttUrl: 'mqtt://x' } });
    parts = { identity, outbox, clock: new FakeClock(), bootId: randomUUID() };
  });
  afterEach(() => {
    outbox.close();
    rmSync(folder, { recursive: true });
  });

  async function isSigned(payload: string): Promise<boolean> {
    const rating = RatingSchema.parse(JSON.parse(payload)) as Rating;
    const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
    const signature = Buffer.from(rating.signature, 'base64url');
    const text = new TextEncoder().encode(signedText(rating));
    return crypto.subtle.verify(algorithm, parts.identity.keys.publicKey, signature, text);
  }

  it('is signed to the last row; what the hub has is left out, what it refused is not', async () => {
    const [kept, shelved] = [await frozen(outbox), await frozen(outbox, 'C-2')];
    await settle(outbox, stored(kept.eventId), refused(shelved.eventId));
    const ready = await hold(outbox, 'C-3');
    await outbox.release(ready.eventId);
    const held = await hold(outbox, 'C-4');
    const evidence = await evidenceOf(parts);
    expect(evidence).toMatchObject({ terminalId: 'keypad-a01', unreceipted: 3 });
    const rows = evidence?.rows as unknown as { eventId: string; payload: string }[];
    expect(rows.map(({ eventId }) => eventId)).toEqual([
      shelved.eventId,
      ready.eventId,
      held.eventId,
    ]);
    expect(rows[0]?.payload).toBe('payload of 2');
    expect(await isSigned(rows[1]?.payload ?? '')).toBe(true);
    expect(await isSigned(rows[2]?.payload ?? '')).toBe(true);
  });

  it('is the same to the byte however often it is asked for, and as it is then sent', async () => {
    const ready = await hold(outbox);
    await outbox.release(ready.eventId);
    const [first] = await signedRows(parts);
    const [second] = await signedRows(parts);
    expect(second?.payload).toBe(first?.payload);
    expect((await outbox.unsent(1))[0]?.payload).toBe(first?.payload);
  });

  it('is nothing where all have their receipts', async () => {
    const kept = await frozen(outbox);
    await settle(outbox, stored(kept.eventId));
    expect(await evidenceOf(parts)).toBeNull();
  });
});
