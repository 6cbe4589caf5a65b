import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock, EnrolmentRequest, TerminalKind } from '../protocol/index.ts';
import {
  type Credentials,
  createSigner,
  Enrolment,
  type EnrolmentStatus,
  generateSigningKey,
  publicKeyOf,
  type Signer,
} from '../terminal/link/index.ts';

/** What makes a virtual device a terminal. */
export interface Identity {
  credentials: Credentials;
  signer: Signer;
  mqttUrl: string;
}

export interface EnrolOptions {
  hubUrl: string;
  kind: TerminalKind;
  hint?: string;
  clock: Clock;
  /** The code is there: show it, or approve it. */
  onCode: (userCode: string) => void;
  signal?: AbortSignal;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const;
type KeyPair = Awaited<ReturnType<typeof generateSigningKey>>;

/** Enrols a virtual device by the same road as a real one. */
export async function enrol(options: EnrolOptions, pair?: KeyPair): Promise<Identity> {
  const keys = pair ?? (await generateSigningKey());
  const request: EnrolmentRequest = {
    kind: options.kind,
    publicKey: await publicKeyOf(keys),
    appVersion: 'simulator',
    ...(options.hint === undefined ? {} : { hint: options.hint }),
  };
  const approved = await approval(options, request);
  const { credentials, mqtt } = approved;
  return { credentials, signer: createSigner(keys), mqttUrl: mqttUrl(options.hubUrl, mqtt) };
}

type Approved = Extract<EnrolmentStatus, { state: 'approved' }>;

function approval(options: EnrolOptions, request: EnrolmentRequest): Promise<Approved> {
  const { hubUrl, clock, onCode, signal } = options;
  return new Promise((resolve, reject) => {
    const enrolment = new Enrolment({
      hubUrl,
      request,
      clock,
      onStatus(status) {
        if (status.state === 'waiting') onCode(status.userCode);
        if (status.state === 'approved') resolve(status);
        if (status.state === 'rejected') reject(new Error('the enrolment was rejected'));
        if (status.state === 'refused') reject(new Error(`enrolment refused: ${status.why}`));
      },
    });
    signal?.addEventListener('abort', () => {
      enrolment.stop();
      reject(new Error('the enrolment was broken off'));
    });
    enrolment.start();
  });
}

/** TCP where the hub offers it, else WebSocket. */
function mqttUrl(hubUrl: string, mqtt: Approved['mqtt']): string {
  const url = new URL(hubUrl);
  if (mqtt.tcpPort !== null) return `mqtt://${url.hostname}:${mqtt.tcpPort}`;
  return new URL(mqtt.wsPath, hubUrl.replace(/^http/, 'ws')).href;
}

/**
 * The identity of a virtual terminal that goes on after a restart. Its key lies in a file, which a
 * real device never does: there it cannot be read out at all.
 */
export async function openIdentity(folder: string, options: EnrolOptions): Promise<Identity> {
  const path = join(folder, 'identity.json');
  const known = readIdentity(path);
  if (known !== null) {
    const key = await crypto.subtle.importKey('jwk', known.key, ALGORITHM, false, ['sign']);
    const signer = createSigner({ privateKey: key, publicKey: key });
    return { credentials: known.credentials, mqttUrl: known.mqttUrl, signer };
  }
  const pair = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const identity = await enrol(options, pair);
  const { credentials, mqttUrl } = identity;
  const key = await exportPrivate(pair);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(path, JSON.stringify({ credentials, mqttUrl, key }), { mode: 0o600 });
  return identity;
}

/** A private key as it lies in the file. */
type Jwk = Awaited<ReturnType<typeof exportPrivate>>;
const exportPrivate = (pair: KeyPair) => crypto.subtle.exportKey('jwk', pair.privateKey);

function readIdentity(path: string) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as {
      credentials: Credentials;
      mqttUrl: string;
      key: Jwk;
    };
  } catch {
    return null;
  }
}
