import type { Clock } from '../../../protocol/index.ts';
import { instant } from '../../link/clock.ts';
import { freezeRow } from '../../link/freeze.ts';
import { createSigner, type OutboxRow, publicKeyOf } from '../../link/index.ts';
import { type Evidence, type Kept, readKept, STRICT, type TerminalDatabase } from './database.ts';

/** All that belongs to one identity; calibration belongs to the device and stays. */
const OF_THE_IDENTITY: (keyof Kept)[] = [
  'keyPair',
  'ticket',
  'credentials',
  'clockOffsetMs',
  'configuration',
  'generation',
  'instructionDone',
];

export interface Retiring {
  clock: Clock;
  bootId: string;
  /** An outbox that has all its receipts is no evidence: the hub has it. */
  onlyUnreceipted?: boolean;
}

/**
 * Ends this screen's identity so that it can get another: the whole outbox becomes evidence and
 * secret, key and counters are forgotten, in one strict transaction. Rows not yet signed are
 * signed first, while the key is there. Nothing of it is ever sent in the new terminal's name.
 */
export async function retireIdentity(database: TerminalDatabase, present: Retiring): Promise<void> {
  const identity = await identityOf(database);
  const signed = await signAll(database, present);
  const stores = ['outbox', 'counters', 'kept', 'evidence'] as const;
  const transaction = database.transaction(stores, 'readwrite', STRICT);
  const outbox = transaction.objectStore('outbox');
  const counters = transaction.objectStore('counters');
  const rows = (await outbox.getAll())
    .map((row): OutboxRow => ({ ...row, payload: row.payload ?? signed.get(row.eventId) ?? null }))
    .sort((a, b) => a.seq - b.seq);
  const unreceipted = rows.filter(({ state }) => state !== 'receipted').length;
  if (rows.length > 0 && (unreceipted > 0 || !present.onlyUnreceipted)) {
    const evidence: Evidence = {
      id: crypto.randomUUID(),
      ...identity,
      retiredAt: instant(present.clock.now()),
      unreceipted,
      highestSeq: (await counters.get('highestSeq')) ?? 0,
      rows,
      handed: false,
    };
    await transaction.objectStore('evidence').put(evidence);
  }
  await Promise.all([
    outbox.clear(),
    counters.clear(),
    ...OF_THE_IDENTITY.map((key) => transaction.objectStore('kept').delete(key)),
  ]);
  await transaction.done;
}

/** How many ratings of former identities are kept here without a receipt. */
export async function countEvidence(database: TerminalDatabase): Promise<number> {
  const all = await database.getAll('evidence');
  return all.reduce((sum, { unreceipted }) => sum + unreceipted, 0);
}

/** Gives the agent, too, what it does not have yet; what fails is tried at the next start. */
export async function handEvidence(
  database: TerminalDatabase,
  give: (evidence: Evidence) => Promise<boolean>,
): Promise<void> {
  for (const evidence of await database.getAll('evidence')) {
    if (evidence.handed || !(await give(evidence))) continue;
    const transaction = database.transaction('evidence', 'readwrite', STRICT);
    await transaction.store.put({ ...evidence, handed: true });
    await transaction.done;
  }
}

async function identityOf(database: TerminalDatabase) {
  const credentials = await readKept(database, 'credentials');
  const pair = await readKept(database, 'keyPair');
  return {
    terminalId: credentials?.terminalId ?? 'unknown',
    hubUrl: credentials?.hubUrl ?? '',
    publicKey: pair ? await publicKeyOf(pair) : null,
  };
}

/** A transaction ends while a signature is waited for, so all are made before it begins. */
async function signAll(
  database: TerminalDatabase,
  { clock, bootId }: { clock: Clock; bootId: string },
): Promise<Map<string, string>> {
  const pair = await readKept(database, 'keyPair');
  const credentials = await readKept(database, 'credentials');
  const signed = new Map<string, string>();
  if (pair === undefined || credentials === undefined) return signed;
  const signer = createSigner(pair);
  const clockOffsetMs = (await readKept(database, 'clockOffsetMs')) ?? null;
  for (const row of await database.getAll('outbox')) {
    if (row.payload !== null) continue;
    const now = { bootId, deviceTime: clock.now(), monotonic: clock.monotonic(), clockOffsetMs };
    signed.set(row.eventId, await freezeRow(row, credentials.terminalId, signer, now));
  }
  return signed;
}
