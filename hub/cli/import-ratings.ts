import { readFile } from 'node:fs/promises';
import { RatingExportSchema, type ReceiptEntry } from '../../protocol/index.ts';
import type { CliCommand } from './call.ts';
import { CliError, EXIT } from './io.ts';

/** In one call to the hub. */
const AT_ONCE = 100;

interface Taken {
  terminalId: string | null;
  receipt: ReceiptEntry;
}

export const IMPORT_RATINGS: CliCommand = {
  usage: 'import-ratings FILE',
  meaning:
    'Takes in ratings that a technician exported at a terminal, a line for each; 1 when some are refused',
  words: 1,
  async run({ words: [path = ''], hub, show }) {
    const ratings = await ratingsIn(path);
    const taken: Taken[] = [];
    for (let at = 0; at < ratings.length; at += AT_ONCE) {
      const body = { ratings: ratings.slice(at, at + AT_ONCE) };
      taken.push(
        ...(await hub.call<{ results: Taken[] }>('POST', '/api/rating-exports', body)).results,
      );
    }
    show(taken, taken.length === 0 ? 'The file has no ratings.\n' : taken.map(lineOf).join(''));
    return taken.every(({ receipt }) => receipt.outcome === 'stored') ? EXIT.ok : EXIT.failed;
  },
};

async function ratingsIn(path: string): Promise<string[]> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new CliError(`${path}: ${(error as Error).message}`);
  }
  const parsed = RatingExportSchema.safeParse(content);
  if (parsed.success) return parsed.data.ratings;
  const [issue] = parsed.error.issues;
  throw new CliError(
    `${path}: not a file of exported ratings (${issue?.path.join('.')}: ${issue?.message})`,
  );
}

function lineOf({ terminalId, receipt }: Taken): string {
  const from = `${receipt.eventId ?? 'unreadable'} of ${terminalId ?? 'nobody'}`;
  if (receipt.outcome === 'refused')
    return `${from}: refused, ${receipt.reason}: ${receipt.detail}\n`;
  const { receiptCode, standing, duplicate } = receipt;
  return `${from}: ${duplicate ? 'there already' : 'stored'}, ${standing}, receipt ${receiptCode}\n`;
}
