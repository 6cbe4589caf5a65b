/** What the hub asked of the system that matters here, in the order of the trace. */
export type Call =
  | { kind: 'log written'; line: number; bytes: string }
  | { kind: 'log synced'; begun: number; line: number }
  | { kind: 'sent'; line: number; bytes: string };

const LOG = /\.sqlite-wal>/;
const WRITES = /^(?:write|writev|sendto|sendmsg)\(\d+<(?:TCP|socket)/;

/**
 * Reads what `strace -f -y -o FILE` wrote. A call that another thread interrupted in the trace
 * stands on two lines: what it was given on the first, that it is over on the second.
 */
export function callsOf(trace: string): Call[] {
  const calls: Call[] = [];
  const open = new Map<string, { text: string; line: number }>();
  trace.split('\n').forEach((text, line) => {
    const [, thread, said] = /^(\d+)\s+(.*)$/.exec(text) ?? [];
    if (thread === undefined || said === undefined) return;
    const begun = open.get(thread);
    if (said.startsWith('<... ') && begun !== undefined) {
      open.delete(thread);
      const over = syncOf({ text: begun.text, line: begun.line }, said, line);
      if (over !== null) calls.push(over);
      return;
    }
    if (said.endsWith('<unfinished ...>')) open.set(thread, { text: said, line });
    const whole = said.endsWith('<unfinished ...>')
      ? null
      : syncOf({ text: said, line }, said, line);
    const call = whole ?? writeOf(said, line);
    if (call !== null) calls.push(call);
  });
  return calls;
}

/** A receipt that left before the log with its rating was on the disk, in words; empty when none did. */
export function breaches(calls: readonly Call[], eventIds: readonly string[]): string[] {
  return eventIds.flatMap((eventId) => {
    const sent = calls.find((call) => call.kind === 'sent' && isReceipt(call.bytes, eventId));
    const written = calls.find(
      (call) => call.kind === 'log written' && call.bytes.includes(eventId),
    );
    if (sent === undefined) return [`${eventId}: no receipt was seen`];
    if (written === undefined) return [`${eventId}: the log never held it`];
    const isSynced = calls.some(
      (call) => call.kind === 'log synced' && call.begun > written.line && call.line < sent.line,
    );
    return isSynced ? [] : [`${eventId}: its receipt left before the log was on the disk`];
  });
}

function isReceipt(bytes: string, eventId: string): boolean {
  return bytes.includes('/receipt') && bytes.includes(eventId);
}

function syncOf(begun: { text: string; line: number }, end: string, line: number): Call | null {
  if (!/^f(?:data)?sync\(/.test(begun.text) || !LOG.test(begun.text)) return null;
  return / = 0$/.test(end.trimEnd()) ? { kind: 'log synced', begun: begun.line, line } : null;
}

/** A write counts from its beginning: what it holds may be out before it is over. */
function writeOf(said: string, line: number): Call | null {
  if (said.startsWith('pwrite') && LOG.test(said))
    return { kind: 'log written', line, bytes: said };
  return WRITES.test(said) ? { kind: 'sent', line, bytes: said } : null;
}
