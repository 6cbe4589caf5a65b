import { parentPort, workerData } from 'node:worker_threads';
import { databasePath, openForReading } from './database.ts';
import { faultOf } from './fault.ts';
import type { FromThread, ReaderOptions, ToThread } from './messages.ts';
import { createQueries } from './read/queries.ts';

/** The thread that answers queries, so that a heavy one never keeps a rating waiting. */
function run(port: NonNullable<typeof parentPort>, { folder, rules }: ReaderOptions): void {
  const tell = (message: FromThread) => port.postMessage(message);
  let db: ReturnType<typeof openForReading>;
  let answer: ReturnType<typeof createQueries>;
  try {
    db = openForReading(databasePath(folder));
    answer = createQueries(db, rules);
  } catch (cause) {
    tell({ type: 'failed', fault: faultOf(cause, 'folderUnusable') });
    port.close();
    return;
  }
  port.on('message', (message: ToThread) => {
    if (message.type === 'query') {
      const { id, query, now } = message;
      try {
        tell({ type: 'answer', id, answer: answer(query, now) });
      } catch (cause) {
        tell({ type: 'queryFailed', id, fault: faultOf(cause, 'queryFailed') });
      }
    }
    if (message.type === 'stop') {
      db.close();
      port.close();
    }
  });
  tell({ type: 'ready' });
}

if (parentPort !== null) run(parentPort, workerData as ReaderOptions);
