import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../../protocol/index.ts';
import { writeDurably } from '../durable-file.ts';
import { AgentError } from '../errors.ts';
import { EvidenceFolder } from '../evidence.ts';
import { SqliteOutbox } from '../outbox/index.ts';
import { evidenceOf } from './evaluator-evidence.ts';
import { IdentityFile } from './identity-file.ts';

const MARK = 'to-be-reenrolled';
/** The outbox first: while the identity is there, what is left of the outbox has its owner. */
const GIVEN_UP = ['outbox.sqlite', 'outbox.sqlite-wal', 'outbox.sqlite-shm', 'evaluator.json'];

/**
 * Says that an evaluator without a screen is to be another terminal from its next start on: what a
 * technician does at a screen whose identity the hub refuses. Throws `AgentError` where there is none.
 */
export function markForReenrolment(dataFolder: string): void {
  if (!existsSync(join(dataFolder, 'evaluator.json'))) {
    const words = `--data-folder ${dataFolder}: there is no evaluator without a screen`;
    throw new AgentError('dataFolder', words);
  }
  // A name for the evidence: a power cut in between makes it once all the same.
  writeDurably(join(dataFolder, MARK), randomUUID());
}

/**
 * Before the identity is opened. What it has without a receipt was tapped in its name: signed to the
 * last row it becomes evidence, which nobody sends and nobody loses.
 */
export async function reenrolIfMarked(dataFolder: string, clock: Clock): Promise<boolean> {
  const mark = join(dataFolder, MARK);
  if (!existsSync(mark)) return false;
  const identity = await IdentityFile.open(dataFolder);
  const outbox = new SqliteOutbox(join(dataFolder, 'outbox.sqlite'));
  try {
    const evidence = await evidenceOf({ identity, outbox, clock, bootId: randomUUID() });
    const id = readFileSync(mark, 'utf8');
    if (evidence !== null) new EvidenceFolder(dataFolder).add({ ...evidence, id });
  } finally {
    outbox.close();
  }
  for (const name of [...GIVEN_UP, MARK]) rmSync(join(dataFolder, name), { force: true });
  return true;
}
