import type { Clock } from '../../protocol/index.ts';
import { Lockout } from '../broker/limits.ts';
import type { Store } from '../store/port.ts';
import { hashPassword, isPassword, newPassword } from './passwords.ts';

export const FIRST_ADMINISTRATOR = 'admin';

/** A hash nobody has the password of: an unknown name takes as long as a wrong password. */
const NOBODY = `scrypt$32768$8$1$${'A'.repeat(22)}$${'A'.repeat(43)}`;

export type PasswordCheck = 'right' | 'wrong' | 'lockedOut';

/** Who may administer the hub, known by a password. */
export class Accounts {
  private readonly store: Store;
  private readonly clock: Clock;
  private readonly lockout = new Lockout();

  constructor(parts: { store: Store; clock: Clock }) {
    this.store = parts.store;
    this.clock = parts.clock;
  }

  /**
   * Makes the first administrator if there is none and returns the random password, which is
   * known nowhere else; `null` when there is one already.
   */
  async ensureAdministrator(): Promise<{ name: string; password: string } | null> {
    const name = FIRST_ADMINISTRATOR;
    if (await this.store.query({ kind: 'account', name })) return null;
    const password = newPassword();
    await this.setPassword(name, password);
    return { name, password };
  }

  /** Failures are counted per name and address, so that nobody can shut out another from afar. */
  async check(login: { name: string; password: string; address: string }): Promise<PasswordCheck> {
    const culprit = `${login.address} ${login.name}`;
    if (this.lockout.isLocked(culprit, this.clock.monotonic())) return 'lockedOut';
    const account = await this.store.query({ kind: 'account', name: login.name });
    const right = await isPassword(login.password, account?.passwordHash ?? NOBODY);
    if (right && account) {
      this.lockout.succeeded(culprit);
      return 'right';
    }
    this.lockout.failed(culprit, this.clock.monotonic());
    return 'wrong';
  }

  async setPassword(name: string, password: string): Promise<void> {
    const passwordHash = await hashPassword(password);
    const account = { name, role: 'administrator', passwordHash } as const;
    await this.store.submit({ kind: 'account.put', account, at: this.clock.now() });
  }
}
