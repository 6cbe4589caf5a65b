import type { LinkStatus } from './ports.ts';
import type { SessionState } from './session-state.ts';

/** An offset that moved less than this is not news for the screen. */
const NOTEWORTHY_OFFSET_MS = 50;

/** The session in the screen's words; returns `previous` itself when there is nothing new. */
export function statusOf(
  session: SessionState,
  previous: LinkStatus,
  clockOffsetMs: number | null,
  deviceNow: number,
): LinkStatus {
  const status = wordsOf(session, clockOffsetMs, deviceNow);
  return isSame(status, previous) ? previous : status;
}

function wordsOf(
  session: SessionState,
  clockOffsetMs: number | null,
  deviceNow: number,
): LinkStatus {
  switch (session.name) {
    case 'stopped':
      return { state: 'stopped' };
    case 'connecting':
      if (session.refusal !== null) return { state: 'refused', why: session.refusal };
      return { state: 'connecting' };
    case 'open':
      return session.welcomed ? { state: 'connected', clockOffsetMs } : { state: 'connecting' };
    case 'waiting':
      if (session.refusal !== null) return { state: 'refused', why: session.refusal };
      return { state: 'waiting', retryAt: deviceNow + session.delayMs, why: session.why };
  }
}

function isSame(a: LinkStatus, b: LinkStatus): boolean {
  if (a.state === 'connected' && b.state === 'connected') {
    if (a.clockOffsetMs === null || b.clockOffsetMs === null) {
      return a.clockOffsetMs === b.clockOffsetMs;
    }
    return Math.abs(a.clockOffsetMs - b.clockOffsetMs) < NOTEWORTHY_OFFSET_MS;
  }
  if (a.state === 'refused' && b.state === 'refused') return a.why === b.why;
  if (a.state === 'waiting') return false;
  return a.state === b.state;
}
