import { parentPort, workerData } from 'node:worker_threads';
import { databasePath, openForReading } from './database.ts';
import { faultOf } from './fault.ts';
import type { FromThread, ReaderOptions, ToThread } from './messages.ts';
import { createQueries, type StoreQueries } from './read/queries.ts';

/** The thread that answers queries, so that a heavy one never keeps a rating waiting. */
function run(port: NonNullable<typeof parentPort>, options: ReaderOptions): void {
  const tell = (message: FromThread) => port.postMessage(message);
  let db: ReturnType<typeof openForReading>;
  let queries: StoreQueries;
  try {
    db = openForReading(databasePath(options.folder));
    queries = createQueries(db, options);
  } catch (cause) {
    tell({ type: 'failed', fault: faultOf(cause, 'folderUnusable') });
    port.close();
    return;
  }
  port.on('message', (message: ToThread) => {
    if (message.type === 'query') {
      const { id, query, now } = message;
      try {
        tell({ type: 'answer', id, answer: queries.answer(query, now) });
      } catch (cause) {
        tell({ type: 'queryFailed', id, fault: faultOf(cause, 'queryFailed') });
      }
    }
    if (message.type === 'stop') {
      cancelWarmUp();
      db.close();
      port.close();
    }
  });
  const cancelWarmUp = inTheBackground(queries.warmUp());
  tell({ type: 'ready' });
}

/** One step a turn, so that a question waits for one step at most. A step that fails ends it. */
function inTheBackground(steps: Iterable<void>): () => void {
  const iterator = steps[Symbol.iterator]();
  let next: NodeJS.Immediate;
  const step = () => {
    next = setImmediate(() => {
      try {
        if (iterator.next().done !== true) step();
      } catch {
        // The question that needs it meets the same failure and reports it.
      }
    });
  };
  step();
  return () => clearImmediate(next);
}

if (parentPort !== null) run(parentPort, workerData as ReaderOptions);
