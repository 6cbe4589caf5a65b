import type { Clock, RatingExport, Restarts, Runs } from '../../protocol/index.ts';
import { instant } from '../link/clock.ts';
import { freezeRow } from '../link/freeze.ts';
import { createSigner, type OutboxRow } from '../link/index.ts';
import { readKept, type TerminalDatabase } from './outbox/database.ts';
import { IndexedOutbox } from './outbox/indexed-outbox.ts';
import type { MaintenanceFacts } from './screen/maintenance.ts';

export interface MaintenanceOptions {
  database: TerminalDatabase;
  clock: Clock;
  bootId: string;
}

/** How the terminal stands, for a technician who has opened its corner. */
export async function maintenanceFacts(
  { database }: MaintenanceOptions,
  present: { runs: Runs; hubIsReached: boolean; restarts: Restarts },
): Promise<MaintenanceFacts> {
  const rows = await database.getAll('outbox');
  const pending = rows.filter(({ state }) => state !== 'receipted' && state !== 'refused');
  const taps = pending.map(({ tap }) => tap.deviceTime);
  const receipts = rows.flatMap(({ receiptedAt }) => receiptedAt ?? []);
  const evidence = await database.getAll('evidence');
  const { appVersion, agentVersion, configurationRevision, edition } = present.runs;
  return {
    terminalId: (await readKept(database, 'credentials'))?.terminalId ?? '',
    hubIsReached: present.hubIsReached,
    pending: pending.length,
    oldestPendingAt: taps.length === 0 ? null : Math.min(...taps),
    refused: rows.filter(({ state }) => state === 'refused').length,
    evidence: evidence.reduce((sum, { unreceipted }) => sum + unreceipted, 0),
    lastReceiptAt: receipts.length === 0 ? null : Math.max(...receipts),
    ...{ appVersion, agentVersion, configurationRevision },
    edition: edition ?? null,
    restarts: present.restarts,
  };
}

/**
 * Every rating that the hub has not confirmed, signed as it would be sent, those of former
 * identities among them. They stay where they are: to be carried is not to be delivered.
 */
export async function exportRatings(options: MaintenanceOptions): Promise<RatingExport> {
  const { database, clock } = options;
  const terminalId = (await readKept(database, 'credentials'))?.terminalId ?? null;
  const rows = (await database.getAll('outbox')).sort((a, b) => a.seq - b.seq);
  const former = (await database.getAll('evidence')).flatMap((evidence) => evidence.rows);
  const ratings: string[] = [];
  for (const row of unconfirmed(former, rows)) {
    const payload = row.payload ?? (await freeze(row, terminalId, options));
    if (payload !== null) ratings.push(payload);
  }
  const exportedAt = instant(clock.now());
  return { format: 'haochaping-ratings', version: 1, terminalId, exportedAt, ratings };
}

/** What the hub has not confirmed, of former identities and of the present one. */
export function unconfirmed(
  former: readonly OutboxRow[],
  present: readonly OutboxRow[],
): OutboxRow[] {
  // A held one may still be changed by the citizen who is here; in evidence nothing changes any more.
  const final = [...former, ...present.filter(({ state }) => state !== 'held')];
  return final.filter(({ state }) => state !== 'receipted');
}

/** Frozen in the outbox too: what is sent later is the same to the byte. */
async function freeze(
  row: OutboxRow,
  terminalId: string | null,
  { database, clock, bootId }: MaintenanceOptions,
): Promise<string | null> {
  const pair = await readKept(database, 'keyPair');
  if (pair === undefined || terminalId === null) return null;
  const clockOffsetMs = (await readKept(database, 'clockOffsetMs')) ?? null;
  const now = { bootId, deviceTime: clock.now(), monotonic: clock.monotonic(), clockOffsetMs };
  const payload = await freezeRow(row, terminalId, createSigner(pair), now);
  try {
    await new IndexedOutbox(database).freeze([{ eventId: row.eventId, payload }]);
    return payload;
  } catch {
    // The link froze it in this very moment: its text is the one that counts.
    return (await database.get('outbox', row.eventId))?.payload ?? null;
  }
}

/** Into the browser's download folder. */
export function download(file: RatingExport): void {
  const url = URL.createObjectURL(
    new Blob([JSON.stringify(file, null, 2)], { type: 'application/json' }),
  );
  const link = document.createElement('a');
  link.href = url;
  const day = file.exportedAt.slice(0, 10);
  link.download = `haochaping-${file.terminalId ?? 'terminal'}-${day}.json`;
  link.click();
  URL.revokeObjectURL(url);
}
