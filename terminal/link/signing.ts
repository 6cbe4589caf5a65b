import { type PublicKey, PublicKeySchema } from '../../protocol/index.ts';
import type { Signer } from './ports.ts';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' } as const;

const newPair = () => crypto.subtle.generateKey(ALGORITHM, false, ['sign', 'verify']);
/** The private half cannot be read out; IndexedDB keeps it as it is. */
export type SigningKeyPair = Awaited<ReturnType<typeof newPair>>;

/** Makes a terminal's own key, once, at its enrolment (architecture §5, 10). */
export function generateSigningKey(): Promise<SigningKeyPair> {
  return newPair();
}

/** The half that the hub is told when the terminal enrols. */
export async function publicKeyOf(pair: SigningKeyPair): Promise<PublicKey> {
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  return PublicKeySchema.parse({ kty, crv, x, y });
}

export function createSigner(pair: SigningKeyPair): Signer {
  const encoder = new TextEncoder();
  return {
    async sign(text) {
      const bytes = await crypto.subtle.sign(SIGNATURE, pair.privateKey, encoder.encode(text));
      return base64url(new Uint8Array(bytes));
    },
  };
}

/** SHA-256 as refusals name a payload, base64url. */
export async function digestOf(payload: Uint8Array<ArrayBuffer>): Promise<string> {
  return base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', payload)));
}

function base64url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
