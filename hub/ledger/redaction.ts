import type { Rating } from '../../protocol/index.ts';

const MARKER = /^\{"redacted":"([0-9a-f]{64})"\}$/;

/** What stands in the ledger in place of a payload that was redacted: its digest, nothing else. */
export function redactionMarker(digest: string): string {
  return `{"redacted":"${digest}"}`;
}

/** The digest of the payload that stood here, or `null` when this is one. No rating looks so. */
export function redactedDigest(payload: string): string | null {
  return MARKER.exec(payload)?.[1] ?? null;
}

/** The rating without what the citizen wrote; `null` when nothing was written. */
export function withoutText(payload: string): string | null {
  const rating = JSON.parse(payload) as Rating;
  if (rating.body.text === undefined) return null;
  const { text: _, ...body } = rating.body;
  return JSON.stringify({ ...rating, body });
}
