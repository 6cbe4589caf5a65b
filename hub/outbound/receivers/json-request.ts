import type { OutboundRequest } from '../receiver.ts';

/** A JSON message with the key by which its receiver knows a repetition. */
export function jsonRequest(
  content: object,
  { url, token, dedupeKey }: { url: string; token: string; dedupeKey: string },
): OutboundRequest {
  const headers: Record<string, string> = {
    'content-type': 'application/json; charset=utf-8',
    accept: 'application/json',
    'idempotency-key': dedupeKey,
  };
  if (token !== '') headers.authorization = `Bearer ${token}`;
  return { url, headers, body: JSON.stringify(content) };
}
