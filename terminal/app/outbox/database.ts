import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Configuration, EnrolmentTicket, PublicKey } from '../../../protocol/index.ts';
import type { Credentials, OutboxRow, SigningKeyPair } from '../../link/index.ts';

/** Everything that this device must still know after a power cut. One database, one version. */
export interface TerminalSchema extends DBSchema {
  outbox: {
    key: string;
    value: OutboxRow;
    indexes: { state: [OutboxRow['state'], number]; case: [string, string] };
  };
  /** The highest sequence number given out; written in the same transaction as the row. */
  counters: { key: 'highestSeq'; value: number };
  kept: { key: keyof Kept; value: Kept[keyof Kept] };
  /** What former identities of this screen left; nothing is ever taken out of it. */
  evidence: { key: string; value: Evidence };
}

/**
 * The outbox of an identity that the hub refused for good, as it was. Its rows were tapped, and
 * signed, in that terminal's name: no other identity may send them, and nobody may lose them.
 */
export interface Evidence {
  id: string;
  terminalId: string;
  hubUrl: string;
  /** Checks the signatures of the rows; null when the key was gone already. */
  publicKey: PublicKey | null;
  retiredAt: string;
  /** Of the rows, those without the hub's receipt. */
  unreceipted: number;
  highestSeq: number;
  rows: OutboxRow[];
  /** The agent has it in its own folder too. */
  handed: boolean;
}

export interface Kept {
  /** The private half is not extractable: the database holds a handle, not bytes. */
  keyPair: SigningKeyPair;
  ticket: EnrolmentTicket;
  credentials: Credentials & { hubUrl: string; wsPath: string };
  clockOffsetMs: number;
  configuration: Configuration;
  /** The last instruction of the hub's that was carried out. */
  instructionDone: string;
  /** This device is forgetting everything, by this instruction; a start goes on with it. */
  leaving: string;
  /** Of the agent's installation, when the hub last took these credentials. */
  generation: string;
  /** CSS pixels a millimetre, from calibration. */
  pixelsPerMm: number;
}

export type TerminalDatabase = IDBPDatabase<TerminalSchema>;
export const DATABASE_NAME = 'haochaping';
const SCHEMA_VERSION = 2;

/** Chrome's default is relaxed: it reports success before the disk has it (architecture §5, 2). */
export const STRICT = { durability: 'strict' } as const;

/**
 * Opens the database, step by step up to this version. `onLost` is called when another page wants
 * a newer schema or the browser closed it: this page must then start again.
 */
export function openDatabase(
  name = DATABASE_NAME,
  onLost: () => void = () => {},
): Promise<TerminalDatabase> {
  return openDB<TerminalSchema>(name, SCHEMA_VERSION, {
    upgrade(database, from) {
      if (from < 1) createFirstSchema(database);
      if (from < 2) database.createObjectStore('evidence', { keyPath: 'id' });
    },
    blocking(_current, _wanted, event) {
      (event.target as IDBDatabase).close();
      onLost();
    },
    terminated: onLost,
  });
}

function createFirstSchema(database: TerminalDatabase): void {
  const outbox = database.createObjectStore('outbox', { keyPath: 'eventId' });
  outbox.createIndex('state', ['state', 'seq']);
  outbox.createIndex('case', ['body.caseNo', 'body.stage']);
  database.createObjectStore('counters');
  database.createObjectStore('kept');
}

export async function readKept<K extends keyof Kept>(
  database: TerminalDatabase,
  key: K,
): Promise<Kept[K] | undefined> {
  return (await database.get('kept', key)) as Kept[K] | undefined;
}

/** `undefined` forgets. Resolves when the disk has it. */
export async function keep<K extends keyof Kept>(
  database: TerminalDatabase,
  key: K,
  value: Kept[K] | undefined,
): Promise<void> {
  const transaction = database.transaction('kept', 'readwrite', STRICT);
  const { store } = transaction;
  await (value === undefined ? store.delete(key) : store.put(value, key));
  await transaction.done;
}
