import type { Clock, TerminalKind } from '../../../protocol/index.ts';
import { Enrolment, type EnrolmentStatus, publicKeyOf, webSocketUrl } from '../../link/index.ts';
import type { IdentityFile, KeptCredentials } from './identity-file.ts';

export interface JoiningOptions {
  identity: IdentityFile;
  hubUrl: string;
  kind: TerminalKind;
  hint: string;
  appVersion: string;
  clock: Clock;
  /** There is no screen to show the code on: the log and the status say it. */
  onStatus: (status: EnrolmentStatus) => void;
  onJoined: (credentials: KeptCredentials) => void;
}

/** Asks the hub to make this evaluator a terminal, by the road of every device. */
export async function join(options: JoiningOptions): Promise<Enrolment> {
  const { identity, hubUrl, kind, hint, appVersion, clock } = options;
  const publicKey = await publicKeyOf(identity.keys);
  const enrolment = new Enrolment({
    hubUrl,
    clock,
    request: { kind, publicKey, appVersion, ...(hint === '' ? {} : { hint }) },
    ticket: identity.ticket,
    onStatus(status) {
      if (status.state === 'waiting') identity.keep({ ticket: status.ticket });
      options.onStatus(status);
      if (status.state !== 'approved') return;
      const credentials = { ...status.credentials, mqttUrl: mqttUrl(hubUrl, status.mqtt) };
      identity.keep({ ticket: null, credentials });
      options.onJoined(credentials);
    },
  });
  enrolment.start();
  return enrolment;
}

type Offered = Extract<EnrolmentStatus, { state: 'approved' }>['mqtt'];

/** TCP where the hub offers it, else WebSocket. */
function mqttUrl(hubUrl: string, { tcpPort, wsPath }: Offered): string {
  const url = new URL(hubUrl);
  if (tcpPort !== null && url.protocol === 'http:') return `mqtt://${url.hostname}:${tcpPort}`;
  return webSocketUrl(hubUrl, wsPath);
}
