import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Clock, type RatingExport, TerminalIdSchema } from '../../protocol/index.ts';
import { instant } from '../link/index.ts';
import { copiesIn } from './copies/kept-screen.ts';
import { writeDurably } from './durable-file.ts';
import { AgentError } from './errors.ts';
import { signedRows } from './evaluator/evaluator-evidence.ts';
import { IdentityFile } from './evaluator/identity-file.ts';
import { EvidenceFolder } from './evidence.ts';
import { SqliteOutbox } from './outbox/index.ts';

interface Kept {
  payload?: unknown;
  state: string;
}

/**
 * Writes every signed rating in this data folder that has no receipt into a file for the hub, also
 * beside a running agent: of an evaluator without a screen, of former identities, and the second
 * copies of what a screen has. Throws `AgentError`.
 *
 * @returns how many
 */
export async function exportRatings(dataFolder: string, file: string, clock: Clock) {
  if (!existsSync(dataFolder)) {
    throw new AgentError('dataFolder', `--data-folder ${dataFolder}: there is no such folder`);
  }
  const former = new EvidenceFolder(dataFolder).all() as { rows: Kept[] }[];
  const own = await ownRows(dataFolder, clock);
  const copies = await copiesIn(join(dataFolder, 'copies'));
  const rows: Kept[] = [...former.flatMap((evidence) => evidence.rows), ...own.rows, ...copies];
  const payloads = rows.flatMap(({ state, payload }) =>
    state === 'receipted' || typeof payload !== 'string' ? [] : [payload],
  );
  // A copy of what became evidence meanwhile is the same to the byte.
  const ratings = [...new Set(payloads)];
  const content: RatingExport = {
    format: 'haochaping-ratings',
    version: 1,
    terminalId: TerminalIdSchema.safeParse(own.terminalId).data ?? null,
    exportedAt: instant(clock.now()),
    ratings,
  };
  try {
    writeDurably(file, `${JSON.stringify(content, null, 2)}\n`);
  } catch (error) {
    throw new AgentError('dataFolder', `${file}: ${(error as Error).message}`, error);
  }
  return ratings.length;
}

async function ownRows(dataFolder: string, clock: Clock) {
  const path = join(dataFolder, 'outbox.sqlite');
  if (!existsSync(path) || !existsSync(join(dataFolder, 'evaluator.json'))) {
    return { terminalId: null, rows: [] as Kept[] };
  }
  const identity = await IdentityFile.open(dataFolder);
  const outbox = new SqliteOutbox(path);
  try {
    const signed: Kept[] = await signedRows({ identity, outbox, clock, bootId: randomUUID() });
    // What a citizen may still change is not final; in evidence nothing changes any more.
    const rows = signed.filter(({ state }) => state !== 'held');
    return { terminalId: identity.credentials?.terminalId ?? null, rows };
  } finally {
    outbox.close();
  }
}
