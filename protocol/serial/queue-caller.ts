import { z } from 'zod';

/** What a queue caller sends in one UDP datagram of JSON. */
export const QueueCallSchema = z.object({
  command: z.enum(['login', 'unlogin', 'pause', 'reset', 'welcome', 'call', 'apprise']),
  sno: z.coerce.string().max(40).optional().describe('Staff number'),
  number: z.coerce.string().max(40).optional().describe('Number of the ticket'),
  servicename: z.string().max(120).optional(),
});
export type QueueCall = z.infer<typeof QueueCallSchema>;

export type QueueCallOutcome = { ok: true; call: QueueCall } | { ok: false; why: string };

/** Reads a datagram; never throws on bad input. */
export function readQueueCall(bytes: Uint8Array): QueueCallOutcome {
  let given: unknown;
  try {
    given = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return { ok: false, why: 'not JSON in UTF-8' };
  }
  const parsed = QueueCallSchema.safeParse(given);
  if (parsed.success) return { ok: true, call: parsed.data };
  const why = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  return { ok: false, why: why.join('; ') };
}

/** Taken; the level follows in a datagram of its own. */
export const QUEUE_TAKEN = '{"succ":"0"}';
export const queueResult = (key: string) => JSON.stringify({ appriseresult: key });
