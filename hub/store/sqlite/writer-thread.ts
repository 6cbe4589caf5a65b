import type { DatabaseSync } from 'node:sqlite';
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { Batch } from './batch.ts';
import { lockFolder, openForWriting } from './database.ts';
import { faultOf } from './fault.ts';
import type { FromThread, ToThread, WriterOptions } from './messages.ts';
import { migrate } from './migrate.ts';
import { packSettled } from './stored-rating.ts';
import { markTestData, refuseOtherMode } from './test-mark.ts';
import { createCommands } from './write/commands.ts';
import { WriteContext } from './write/context.ts';
import { Writer } from './writer.ts';

/** The one thread that writes. It ends when it can no longer be sure of what it writes. */
function run(port: NonNullable<typeof parentPort>, options: WriterOptions): void {
  const tell = (message: FromThread) => port.postMessage(message);
  let opened: ReturnType<typeof open>;
  try {
    opened = open(options);
  } catch (cause) {
    tell({ type: 'failed', fault: faultOf(cause, 'folderUnusable') });
    port.close();
    return;
  }
  const { db, lock, writer } = opened;
  port.on('message', (first: ToThread) => {
    const batches: Batch[] = [];
    let stopping = false;
    for (let message: ToThread | undefined = first; message; message = next(port)) {
      if (message.type === 'batch') batches.push(message);
      if (message.type === 'stop') stopping = true;
    }
    if (batches.length > 0) {
      for (const { id, settled } of writer.write(batches)) {
        tell({ type: 'committed', id, settled: settled.map(packSettled) });
      }
    }
    if (!stopping) return;
    db.close();
    lock.close();
    port.close();
  });
  tell({ type: 'ready' });
}

function open({ folder, rules, now, testMode, quarantine, ...size }: WriterOptions): {
  db: DatabaseSync;
  lock: DatabaseSync;
  writer: Writer;
} {
  const lock = lockFolder(folder);
  const db = openForWriting(folder, size);
  refuseOtherMode(db, testMode);
  migrate(db);
  if (testMode) markTestData(db);
  const context = new WriteContext(db, rules, quarantine);
  const writer = new Writer(db, context, createCommands(db, context));
  writer.begin(now);
  return { db, lock, writer };
}

function next(port: NonNullable<typeof parentPort>): ToThread | undefined {
  return receiveMessageOnPort(port)?.message;
}

if (parentPort !== null) run(parentPort, workerData as WriterOptions);
