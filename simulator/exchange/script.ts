import { type Prompt, parseTopic, type ReceiptEntry } from '../../protocol/index.ts';
import type { Recorded } from './recorded.ts';

/** One thing to do again, in its order. */
export type Cue =
  /** The hub asked: its case is finished at this terminal. */
  | { cue: 'case'; atMs: number; terminalId: string; prompt: Prompt }
  /** The terminal said something. */
  | { cue: 'say'; atMs: number; terminalId: string; topicKind: string; message: object };

/** What a recording asks for when it is replayed. */
export interface Script {
  terminals: { terminalId: string; kind: 'evaluator' | 'kiosk' }[];
  cues: Cue[];
  /** The hub's last word on each rating then, by event id. */
  receipts: Map<string, ReceiptEntry>;
  /** Messages that cannot be said again: no JSON, or withheld. */
  left: number;
}

/** Takes a recording apart. Pure. */
export function scriptOf(recording: readonly Recorded[]): Script {
  const kinds = new Map<string, 'evaluator' | 'kiosk'>();
  const cues: Cue[] = [];
  const receipts: Script['receipts'] = new Map();
  const asked = new Set<string>();
  const began = Date.parse(recording[0]?.at ?? '1970-01-01T00:00:00Z');
  let left = 0;
  for (const line of recording) {
    const topic = line.topic === null ? undefined : parseTopic(line.topic);
    if (topic === undefined) continue;
    const { terminalId, kind: topicKind } = topic;
    const { message } = line;
    if (!kinds.has(terminalId)) kinds.set(terminalId, 'evaluator');
    if (typeof message !== 'object' || message === null) {
      left++;
      continue;
    }
    const atMs = Date.parse(line.at) - began;
    if (topic.direction === 'up') cues.push({ cue: 'say', atMs, terminalId, topicKind, message });
    else if (topicKind === 'receipt') {
      const entries = (message as { receipts: ReceiptEntry[] }).receipts;
      for (const entry of entries) if (entry.eventId !== null) receipts.set(entry.eventId, entry);
    } else if (topicKind === 'prompt') {
      const { prompt } = message as { prompt: Prompt | null };
      if (prompt === null || asked.has(prompt.promptId)) continue;
      asked.add(prompt.promptId);
      if (prompt.serviceWindow === null) kinds.set(terminalId, 'kiosk');
      cues.push({ cue: 'case', atMs, terminalId, prompt });
    }
  }
  const terminals = [...kinds].map(([terminalId, kind]) => ({ terminalId, kind }));
  return { terminals, cues, receipts, left };
}

export interface Compared {
  /** Ratings that had the hub's word then. */
  ratings: number;
  same: number;
  different: { eventId: string; was: string; is: string }[];
}

/** The hub's words of then against those of now, by the event ids of the recording. Pure. */
export function comparedOf(script: Script, now: ReadonlyMap<string, ReceiptEntry>): Compared {
  const compared = receiptedRatings(script).map((eventId) => ({
    eventId,
    was: verdictOf(script.receipts.get(eventId)),
    is: verdictOf(now.get(eventId)),
  }));
  const different = compared.filter(({ was, is }) => was !== is);
  return { ratings: compared.length, same: compared.length - different.length, different };
}

/** Each once, however often it was sent. */
export function receiptedRatings({ cues, receipts }: Script): string[] {
  const sent = cues.flatMap((cue) =>
    cue.cue === 'say' && cue.topicKind === 'rating'
      ? [(cue.message as { eventId: string }).eventId]
      : [],
  );
  return [...new Set(sent)].filter((eventId) => receipts.has(eventId));
}

/** What of a receipt must be the same again; codes and times are of its day. */
function verdictOf(entry: ReceiptEntry | undefined): string {
  if (entry === undefined) return 'no receipt';
  return entry.outcome === 'stored' ? `stored ${entry.standing}` : `refused ${entry.reason}`;
}
