import { type Clock, canonicalText, type TerminalKind } from '../../../protocol/index.ts';
import {
  digestOf,
  Enrolment,
  type EnrolmentStatus,
  generateSigningKey,
  publicKeyOf,
  type SigningKeyPair,
} from '../../link/index.ts';
import { type Kept, keep, readKept, type TerminalDatabase } from '../outbox/database.ts';
import { type EnrolmentFacts, NO_FACTS } from '../screen/state.ts';
import { fetchAgentConfig } from './agent.ts';
import { AgentCopies } from './copies.ts';

export interface EnrolOptions {
  database: TerminalDatabase;
  clock: Clock;
  hubUrl: string;
  kind: TerminalKind;
  hint: string | null;
  /** Of the agent's installation, to which the new identity will belong. */
  generation: string | undefined;
  appVersion: string;
  onFacts: (facts: EnrolmentFacts) => void;
  onEnrolled: (credentials: Kept['credentials']) => void;
}

const AGENT_RETRY_MS = 5_000;

export type EnrolByAgentOptions = Omit<EnrolOptions, 'hubUrl' | 'kind' | 'hint' | 'generation'> & {
  /** What the agent says this device is, and the way to ask again after a rejection. */
  onAsked: (asked: { kind: TerminalKind; again: () => void }) => void;
};

/** Enrols at the hub that this device's agent names, as soon as the agent answers. */
export async function enrolByAgent(options: EnrolByAgentOptions): Promise<void> {
  const { clock, onAsked, onFacts } = options;
  onFacts(NO_FACTS);
  const config = await fetchAgentConfig();
  // The agent sends what this screen has lost with an identity of before.
  if (config === undefined || !(await AgentCopies.ofNobody())) {
    onFacts({ ...NO_FACTS, trouble: 'unreachable' });
    clock.after(AGENT_RETRY_MS, () => void enrolByAgent(options));
    return;
  }
  const { hubUrl, kind, hint, generation } = config;
  onAsked({
    kind,
    again: await enrol({
      ...options,
      hubUrl,
      kind,
      hint: hint || null,
      generation: generation ?? undefined,
    }),
  });
}

/** Makes this device a terminal; the returned function asks again after a rejection. */
async function enrol(options: EnrolOptions): Promise<() => void> {
  const { database, clock, hubUrl, kind, hint, appVersion } = options;
  const publicKey = await publicKeyOf(await ownKey(database));
  const fingerprint = await fingerprintOf(publicKey);
  const enrolment = new Enrolment({
    hubUrl,
    clock,
    request: { kind, publicKey, appVersion, ...(hint === null ? {} : { hint }) },
    ticket: (await readKept(database, 'ticket')) ?? null,
    onStatus: (status) => void take(status),
  });
  const take = async (status: EnrolmentStatus) => {
    if (status.state === 'approved') {
      const credentials = { ...status.credentials, hubUrl, wsPath: status.mqtt.wsPath };
      await keep(database, 'generation', options.generation);
      await keep(database, 'credentials', credentials);
      await keep(database, 'ticket', undefined);
      options.onEnrolled(credentials);
      return;
    }
    const ticket = status.state === 'waiting' ? status.ticket : undefined;
    if (status.state !== 'unreachable') await keep(database, 'ticket', ticket);
    options.onFacts(factsOf(status, fingerprint, clock));
  };
  enrolment.start();
  return () => enrolment.start();
}

/** Made once; a reload goes on with the same key, so that the code on the screen stays good. */
export async function ownKey(database: TerminalDatabase): Promise<SigningKeyPair> {
  const known = await readKept(database, 'keyPair');
  if (known) return known;
  const pair = await generateSigningKey();
  await keep(database, 'keyPair', pair);
  return pair;
}

/** RFC 7638 thumbprint, its first 80 bits in groups of four: comparable by eye. */
async function fingerprintOf(publicKey: object): Promise<string> {
  const bytes = new TextEncoder().encode(canonicalText(publicKey));
  const binary = atob((await digestOf(bytes)).replaceAll('-', '+').replaceAll('_', '/'));
  const hex = [...binary.slice(0, 10)].map((char) => char.charCodeAt(0).toString(16));
  return hex
    .map((byte) => byte.padStart(2, '0'))
    .join('')
    .toUpperCase()
    .replace(/(.{4})(?=.)/g, '$1 ');
}

function factsOf(status: EnrolmentStatus, fingerprint: string, clock: Clock): EnrolmentFacts {
  const trouble =
    status.state === 'unreachable' || status.state === 'rejected' || status.state === 'refused'
      ? status.state
      : null;
  if (status.state !== 'waiting') {
    const userCode = status.state === 'unreachable' ? status.userCode : null;
    return { userCode, expiresAt: null, fingerprint, trouble };
  }
  const { userCode, expiresAt } = status.ticket;
  const leftMs = Date.parse(expiresAt) - clock.now();
  return { userCode, expiresAt: clock.monotonic() + leftMs, fingerprint, trouble };
}
