import { runCli } from '../../hub/index.ts';
import type { Hall } from './hall.ts';
import type { Witness } from './witness.ts';

/** As `GET /api/ratings` lists it, as far as it matters here. */
interface Listed {
  position: number;
  terminalId: string;
  eventId: string;
  caseNo: string;
  level: number | null;
  standing: string;
}

interface Case {
  invitations: { status: string; invitationId: string }[];
  ratings: { standing: string }[];
}

export interface Standing {
  ratings: number;
  refused: number;
  defaults: number;
}

/**
 * What must hold after any faults: what a terminal saw receipted is in the ledger, once and as it
 * was tapped; every tap has the hub's final word; no default beside a counted rating; the ledger is
 * whole, and the figures are what it says.
 */
export async function check(hall: Hall, witness: Witness, caseNos: readonly string[]) {
  const violations = [...witness.violations];
  const listed = await ratingsOf(hall, new Set(caseNos));
  const byEvent = new Map<string, Listed[]>();
  for (const one of listed) byEvent.set(one.eventId, [...(byEvent.get(one.eventId) ?? []), one]);
  let refused = 0;
  for (const [eventId, tap] of witness.taps) {
    const [first, ...others] = byEvent.get(eventId) ?? [];
    const outcomes = tap.receipts.map(({ outcome }) => outcome);
    if (outcomes.includes('refused')) refused++;
    if (first === undefined) {
      if (outcomes.includes('stored')) violations.push(`lost though receipted: ${eventId}`);
      else if (!outcomes.includes('refused')) violations.push(`lost: ${eventId}`);
      continue;
    }
    if (others.length > 0) violations.push(`${others.length + 1} times in the ledger: ${eventId}`);
    const isSame = first.terminalId === tap.terminalId && first.level === tap.level;
    if (!isSame || first.caseNo !== tap.caseNo) violations.push(`changed: ${eventId}`);
    if (first.standing === 'forged') violations.push(`held for forged: ${eventId}`);
  }
  let defaults = 0;
  for (const caseNo of caseNos) {
    const { invitations, ratings } = await hall.api.call<Case>('GET', `/api/cases/${caseNo}`);
    const counted = ratings.filter(({ standing }) => standing === 'counted').length;
    const defaulted = invitations.filter(({ status }) => status === 'defaulted').length;
    defaults += defaulted;
    if (counted > 1) violations.push(`rated ${counted} times: ${caseNo}`);
    if (counted > 0 && defaulted > 0) violations.push(`a default beside a rating: ${caseNo}`);
    if (invitations.length > 1) violations.push(`${invitations.length} invitations: ${caseNo}`);
  }
  violations.push(...(await ledgerTroubles(hall)));
  return { violations, standing: { ratings: listed.length, refused, defaults } };
}

/** Newest first, to the first one that is not of these cases. */
async function ratingsOf(hall: Hall, caseNos: ReadonlySet<string>): Promise<Listed[]> {
  const found: Listed[] = [];
  for (let before = ''; ; ) {
    const page = await hall.api.call<Listed[]>('GET', `/api/ratings?limit=500${before}`);
    const ours = page.filter(({ caseNo }) => caseNos.has(caseNo));
    found.push(...ours);
    if (ours.length < 500) return found;
    before = `&before=${page.at(-1)?.position}`;
  }
}

async function ledgerTroubles({ hub }: Hall): Promise<string[]> {
  const troubles: string[] = [];
  for (const command of ['verify', 'recount']) {
    let said = '';
    const write = (text: string) => {
      said += text;
    };
    const io = { env: {}, out: write, err: write, askSecret: () => Promise.resolve('') };
    const exitCode = await runCli([command, hub.dataFolder], io);
    if (exitCode !== 0) troubles.push(`${command}: ${said.trim()}`);
  }
  return troubles;
}
