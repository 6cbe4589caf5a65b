import type { Clock } from '../../protocol/index.ts';
import { Lockout } from '../broker/limits.ts';
import type { Login, LoginOutcome } from '../broker/pipe.ts';
import type { Log } from '../log.ts';
import { hashSecret, isSecret } from '../secrets.ts';
import type { Store } from '../store/port.ts';

/** Compared with when there is no such terminal, so that both answers take the same time. */
const NOBODY = hashSecret('');

/** Decides whether a terminal may connect: enrolled, not suspended, the right secret, not locked. */
export class TerminalAuthentication {
  private readonly store: Store;
  private readonly clock: Clock;
  private readonly log: Log;
  private readonly lockout = new Lockout();

  constructor(parts: { store: Store; clock: Clock; log: Log }) {
    this.store = parts.store;
    this.clock = parts.clock;
    this.log = parts.log;
  }

  async authenticate(login: Login): Promise<LoginOutcome> {
    const culprit = `${login.address} ${login.terminalId}`;
    if (this.lockout.isLocked(culprit, this.clock.monotonic())) return refused('lockedOut');
    const terminal = await this.store
      .query({ kind: 'terminal', terminalId: login.terminalId })
      .catch((error: unknown) => {
        this.log.error({ error: String(error) }, 'store cannot answer a login');
        return undefined;
      });
    if (terminal === undefined) return refused('storeFailed');
    if (!isSecret(login.secret, terminal?.secretHash ?? NOBODY) || terminal === null) {
      this.lockout.failed(culprit, this.clock.monotonic());
      return refused(terminal === null ? 'unknownTerminal' : 'wrongSecret');
    }
    this.lockout.succeeded(culprit);
    if (terminal.status !== 'enrolled') return refused(terminal.status);
    return { accepted: true };
  }
}

function refused(reason: Extract<LoginOutcome, { accepted: false }>['reason']): LoginOutcome {
  return { accepted: false, reason };
}
