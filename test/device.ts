import { randomUUID, webcrypto } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import {
  type Hello,
  type Prompt,
  type PublicKey,
  type Rating,
  type RatingBody,
  signedText,
} from '../protocol/index.ts';

/** A device with its own signing key, before and after it became a terminal. */
export class Device {
  readonly bootId = randomUUID();
  terminalId = '';
  secret = '';
  private seq = 0;
  private readonly keys: webcrypto.CryptoKeyPair;
  readonly publicKey: PublicKey;

  private constructor(keys: webcrypto.CryptoKeyPair, publicKey: PublicKey) {
    this.keys = keys;
    this.publicKey = publicKey;
  }

  static async make(): Promise<Device> {
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
    const keys = await webcrypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
    const jwk = await webcrypto.subtle.exportKey('jwk', keys.publicKey);
    const publicKey = { kty: 'EC', crv: 'P-256', x: jwk.x ?? '', y: jwk.y ?? '' } as const;
    return new Device(keys, publicKey);
  }

  /** A signed rating; parts of body or envelope can be replaced, before or after signing. */
  async rating(
    body: Partial<RatingBody> & Pick<RatingBody, 'caseNo'>,
    envelope: Partial<Rating> = {},
  ): Promise<Rating> {
    const unsigned = {
      version: 1,
      terminalId: this.terminalId,
      bootId: this.bootId,
      deviceTime: new Date().toISOString(),
      clockOffsetMs: 0,
      eventId: uuidv7(),
      seq: envelope.seq ?? ++this.seq,
      body: { ...PLAIN_BODY, promptId: randomUUID(), ...body },
      ...envelope,
    } as Omit<Rating, 'signature'>;
    return { ...unsigned, signature: await this.sign(signedText(unsigned)) };
  }

  /** A rating that answers a prompt. */
  answer(prompt: Prompt, body: Partial<RatingBody> = {}, envelope: Partial<Rating> = {}) {
    const { caseNo, stage, promptId, invitationId } = prompt;
    return this.rating({ caseNo, stage, promptId, invitationId, ...body }, envelope);
  }

  hello(changes: Partial<Hello> = {}): Hello {
    return {
      version: 1,
      terminalId: this.terminalId,
      bootId: this.bootId,
      deviceTime: new Date().toISOString(),
      clockOffsetMs: null,
      appVersion: 'test',
      pending: 0,
      refused: 0,
      highestSeq: this.seq,
      promptId: null,
      configurationRevision: 0,
      ...changes,
    };
  }

  private async sign(text: string): Promise<string> {
    const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
    const bytes = new TextEncoder().encode(text);
    const signature = await webcrypto.subtle.sign(algorithm, this.keys.privateKey, bytes);
    return Buffer.from(signature).toString('base64url');
  }
}

const PLAIN_BODY = {
  stage: 'completion',
  invitationId: null,
  level: 5,
  channel: 'evaluator',
  input: 'simulated',
  displayOrder: [5, 4, 3, 2, 1],
  language: 'zh-CN',
  revisions: 0,
} satisfies Partial<RatingBody>;
