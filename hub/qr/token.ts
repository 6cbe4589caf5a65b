import { createHmac, timingSafeEqual } from 'node:crypto';

/** By which road a link reaches the citizen: printed as a QR code, or in an SMS (SZ-12). */
export type Road = 'qr' | 'sms';

/** What a token names: one invitation (SZ-14c), and nothing about a person. */
export interface TokenContent {
  /** A UUID. */
  invitationId: string;
  road: Road;
}

export interface SigningKey {
  /** Six hex digits. */
  keyId: string;
  secret: Uint8Array;
}

export type ReadToken =
  | ({ ok: true } & TokenContent)
  | { ok: false; reason: 'malformed' | 'unknownKey' | 'forged' };

/**
 * 36 bytes make 48 characters of base64url without a bit to spare, so no token can be written in
 * two ways: road 1, key id 3, invitation 16, the first 16 bytes of HMAC-SHA-256 over all before.
 */
const BYTES = { road: 1, keyId: 3, invitation: 16, mac: 16 } as const;
const SIGNED = BYTES.road + BYTES.keyId + BYTES.invitation;
const TEXT = /^[A-Za-z0-9_-]{48}$/;
const KEY_ID = /^[0-9a-f]{6}$/;
/** So that the key signs nothing that means something elsewhere. */
const PURPOSE = 'haochaping rating link 1\n';
const ROADS: readonly (Road | undefined)[] = [undefined, 'qr', 'sms'];

/** The token of one invitation: compact, safe in a URL, not to be guessed without the key. */
export function signToken({ invitationId, road }: TokenContent, key: SigningKey): string {
  if (!KEY_ID.test(key.keyId)) throw new RangeError('a key id is six hex digits');
  const invitation = Buffer.from(invitationId.replaceAll('-', ''), 'hex');
  if (invitation.length !== BYTES.invitation) throw new RangeError('an invitation id is a UUID');
  const said = Buffer.concat([
    Buffer.from([ROADS.indexOf(road)]),
    Buffer.from(key.keyId, 'hex'),
    invitation,
  ]);
  return Buffer.concat([said, macOf(said, key.secret)]).toString('base64url');
}

/** What a token says, if one of our keys signed it; never throws on what a stranger sends. */
export function readToken(
  token: string,
  secretOf: (keyId: string) => Uint8Array | null,
): ReadToken {
  if (!TEXT.test(token)) return { ok: false, reason: 'malformed' };
  const bytes = Buffer.from(token, 'base64url');
  const said = bytes.subarray(0, SIGNED);
  const road = ROADS[said[0] ?? 0];
  if (road === undefined) return { ok: false, reason: 'malformed' };
  const invitationAt = BYTES.road + BYTES.keyId;
  const secret = secretOf(said.toString('hex', BYTES.road, invitationAt));
  if (secret === null) return { ok: false, reason: 'unknownKey' };
  if (!timingSafeEqual(bytes.subarray(SIGNED), macOf(said, secret))) {
    return { ok: false, reason: 'forged' };
  }
  return { ok: true, invitationId: uuidOf(said.toString('hex', invitationAt)), road };
}

function macOf(said: Uint8Array, secret: Uint8Array): Buffer {
  const mac = createHmac('sha256', secret).update(PURPOSE).update(said).digest();
  return mac.subarray(0, BYTES.mac);
}

function uuidOf(hex: string): string {
  const ends = [8, 12, 16, 20, 32];
  return ends.map((end, i) => hex.slice(ends[i - 1] ?? 0, end)).join('-');
}
