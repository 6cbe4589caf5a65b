import { deleteDB } from 'idb';
import {
  DURABLE_OUTBOX_CONTRACT,
  OUTBOX_CONTRACT,
  type OutboxSubject,
} from '../../link/outbox-contract.ts';
import { openDatabase } from '../outbox/database.ts';
import { IndexedOutbox } from '../outbox/indexed-outbox.ts';

/** Runs the contract on the real IndexedDB of this browser; a line a case, and a last one. */
const strict: boolean[] = [];
const begin = IDBDatabase.prototype.transaction;
IDBDatabase.prototype.transaction = function (stores, mode, options) {
  if (mode === 'readwrite') strict.push(options?.durability === 'strict');
  return begin.call(this, stores, mode, options);
};

function subject(name: string): OutboxSubject {
  return {
    async open() {
      const database = await openDatabase(name);
      return { outbox: new IndexedOutbox(database), close: async () => database.close() };
    },
  };
}

const results = document.getElementById('results');
const say = (line: string) => results?.append(`${line}\n`);

for (const [index, { name, run }] of [...OUTBOX_CONTRACT, ...DURABLE_OUTBOX_CONTRACT].entries()) {
  const database = `contract ${index}`;
  await deleteDB(database);
  try {
    await run(subject(database));
    say(`holds: ${name}`);
  } catch (error) {
    say(`BROKEN: ${name}: ${String(error)}`);
  }
  await deleteDB(database);
}
const relaxed = strict.filter((isStrict) => !isStrict).length;
say(`done: ${strict.length} writing transactions, ${relaxed} of them not strict`);
