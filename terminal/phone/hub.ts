import type { PhoneRating, PhoneView, ReceiptEntry } from '../../protocol/index.ts';

/** Longer than a slow phone network takes, shorter than a citizen waits. */
const PATIENCE_MS = 20_000;

/** `away`: no answer, or none that is final; the same may be asked again. */
export type Opened = { kind: 'view'; view: PhoneView } | { kind: 'away' };
export type Rated =
  | { kind: 'receipt'; entry: ReceiptEntry }
  | { kind: 'notTaken' }
  | { kind: 'away' };

/** The hub as the page behind a link asks it. */
export interface Hub {
  open(): Promise<Opened>;
  rate(rating: PhoneRating): Promise<Rated>;
}

/**
 * Over HTTP, at an address relative to the page, so that any public address will do. `token`: as it
 * stands in the address of the page.
 */
export function httpHub(token: string, page: string): Hub {
  const base = new URL(`../api/phone/${token}`, page);
  return {
    async open() {
      const answer = await ask(base.href, { method: 'GET' });
      if (answer?.ok !== true) return { kind: 'away' };
      return { kind: 'view', view: answer.body as PhoneView };
    },
    async rate(rating) {
      const answer = await ask(`${base.href}/ratings`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(rating),
      });
      if (answer === null) return { kind: 'away' };
      if (answer.ok) return { kind: 'receipt', entry: answer.body as ReceiptEntry };
      return isFinal(answer.status) ? { kind: 'notTaken' } : { kind: 'away' };
    },
  };
}

/** Null when there was no answer that can be read: a hotel's log-in page answers 200 too. */
async function ask(url: string, init: RequestInit) {
  try {
    const response = await fetch(url, {
      ...init,
      cache: 'no-store',
      signal: AbortSignal.timeout?.(PATIENCE_MS) ?? null,
    });
    const { ok, status } = response;
    const body: unknown = await response.json();
    return typeof body === 'object' && body !== null ? { ok, status, body } : null;
  } catch {
    return null;
  }
}

/** A refusal of the message itself; too often and a hub in trouble are not. */
function isFinal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408 && status !== 429;
}
