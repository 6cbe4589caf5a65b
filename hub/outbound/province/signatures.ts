import { createHmac } from 'node:crypto';

/** What a signature is made over. */
export interface Signed {
  body: string;
  dedupeKey: string;
  /** Epoch milliseconds. */
  at: number;
  /** The token or secret from the hub's settings. */
  secret: string;
}

/** Makes the headers by which a platform knows the hub. */
export type SignaturePlug = (signed: Signed) => Record<string, string>;

/** By the name that a profile calls them by; a platform with a way of its own is one line more. */
export const SIGNATURES: Readonly<Record<string, SignaturePlug>> = {
  none: ({ secret }) => (secret === '' ? {} : { authorization: `Bearer ${secret}` }),
  'hmac-sha256': ({ body, dedupeKey, at, secret }) => {
    const timestamp = String(at);
    const text = `${timestamp}\n${dedupeKey}\n${body}`;
    const signature = createHmac('sha256', secret).update(text).digest('hex');
    return { 'x-timestamp': timestamp, 'x-signature': signature };
  },
};
