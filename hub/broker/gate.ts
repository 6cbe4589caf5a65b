import type { AuthenticateError, Client, ConnectPacket } from 'aedes';
import { TerminalIdSchema } from '../../protocol/index.ts';
import { Access } from './access.ts';
import type { GuardedConnection } from './guard.ts';
import type { LoginRefusal, PipeListener } from './pipe.ts';

/** MQTT 3.1.1 return codes (table 3.1) as a terminal sees them. */
const RETURN_CODES: Record<LoginRefusal, 2 | 3 | 4 | 5> = {
  // MQTT-3.1.3-8: a session can be kept for nobody.
  nameless: 2,
  unknownTerminal: 4,
  wrongSecret: 4,
  suspended: 5,
  revoked: 5,
  nameMismatch: 5,
  foreignWill: 5,
  // Not its fault or not for long: come again later.
  lockedOut: 3,
  storeFailed: 3,
};

/** A terminal silent for so long (× 1.5) is gone, whatever it asked for. */
const LONGEST_KEEPALIVE_SECONDS = 600;

type Answer = (error: AuthenticateError | null, accepted: boolean | null) => void;

export interface GateEvents {
  onAccepted: (terminalId: string) => void;
  onRefused: (connection: GuardedConnection, reason: LoginRefusal) => void;
}

/** Lets terminals in: client id = user name = terminal id, the right secret, no foreign will. */
export class Gate {
  private readonly listener: PipeListener;
  private readonly events: GateEvents;
  /** For what their CONNECT says, before anybody asks who they are. */
  private readonly refused = new WeakMap<Client, LoginRefusal>();

  constructor(listener: PipeListener, events: GateEvents) {
    this.listener = listener;
    this.events = events;
  }

  /** Before aedes looks at the CONNECT packet. */
  prepare(client: Client, packet: ConnectPacket): void {
    if (packet.clientId === '' && packet.clean !== true) this.refused.set(client, 'nameless');
    // The hub keeps no sessions: all it sends is desired state or sent again.
    packet.clean = true;
    const asked = packet.keepalive ?? 0;
    packet.keepalive =
      asked === 0 ? LONGEST_KEEPALIVE_SECONDS : Math.min(asked, LONGEST_KEEPALIVE_SECONDS);
    if (packet.will && !new Access(packet.clientId).leavesWill(packet.will)) {
      this.refused.set(client, 'foreignWill');
    }
  }

  /** Answers aedes with acceptance or a return code; never throws. */
  login(
    client: Client,
    username: string | undefined,
    password: Buffer | undefined,
    answer: Answer,
  ) {
    const connection = client.conn as GuardedConnection;
    const refuse = (reason: LoginRefusal) => {
      this.events.onRefused(connection, reason);
      answer(
        Object.assign(new Error(reason), { returnCode: RETURN_CODES[reason] as number }),
        false,
      );
    };
    const terminalId = client.id;
    const reason = this.refused.get(client);
    if (reason !== undefined) return refuse(reason);
    if (username !== terminalId) return refuse('nameMismatch');
    if (!TerminalIdSchema.safeParse(terminalId).success) return refuse('unknownTerminal');
    const secret = password?.toString('utf8') ?? '';
    const login = { terminalId, secret, address: connection.address };
    this.listener.authenticate(login).then(
      (outcome) => {
        if (!outcome.accepted) return refuse(outcome.reason);
        this.events.onAccepted(terminalId);
        connection.access = new Access(terminalId);
        answer(null, true);
      },
      () => refuse('storeFailed'),
    );
  }
}
