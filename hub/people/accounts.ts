import type { Clock } from '../../protocol/index.ts';
import { Lockout } from '../broker/limits.ts';
import type { AccountChange, AccountRow, Role, Store } from '../store/port.ts';
import { hashPassword, isPassword, newPassword } from './passwords.ts';
import type { Sessions } from './sessions.ts';

export const FIRST_ADMINISTRATOR = 'admin';

/** A hash nobody has the password of: an unknown name takes as long as a wrong password. */
const NOBODY = `scrypt$32768$8$1$${'A'.repeat(22)}$${'A'.repeat(43)}`;

export type PasswordCheck =
  | { result: 'right'; roles: readonly Role[] }
  | { result: 'wrong' | 'lockedOut' };

/** The people who may use the hub, each known by a password. */
export class Accounts {
  private readonly store: Store;
  private readonly clock: Clock;
  private readonly sessions: Pick<Sessions, 'closeAll'>;
  private readonly lockout = new Lockout();

  constructor(parts: { store: Store; clock: Clock; sessions: Pick<Sessions, 'closeAll'> }) {
    this.store = parts.store;
    this.clock = parts.clock;
    this.sessions = parts.sessions;
  }

  /**
   * Makes the first administrator if there is none and returns the random password, which is
   * known nowhere else; `null` when there is one already.
   */
  async ensureAdministrator(): Promise<{ name: string; password: string } | null> {
    const accounts = await this.list();
    if (accounts.some(({ roles }) => roles.includes('administrator'))) return null;
    return this.restoreAdministrator();
  }

  /** Makes the first administrator anew, with a new random password. */
  async restoreAdministrator(): Promise<{ name: string; password: string }> {
    const name = FIRST_ADMINISTRATOR;
    const password = newPassword();
    const passwordHash = await hashPassword(password);
    const before = await this.store.query({ kind: 'account', name });
    const roles = [...new Set<Role>(['administrator', ...(before?.roles ?? [])])];
    const account = { name, roles, passwordHash };
    await this.store.submit({ kind: 'account.put', account, at: this.clock.now() });
    return { name, password };
  }

  list(): Promise<AccountRow[]> {
    return this.store.query({ kind: 'accounts' });
  }

  /** Returns the random password, shown this once; `null` when the name is in use. */
  async add(name: string, roles: Role[], by: string): Promise<string | null> {
    const password = newPassword();
    const account = { name, roles, passwordHash: await hashPassword(password) };
    const at = this.clock.now();
    const { added } = await this.store.submit({ kind: 'account.add', account, by, at });
    return added ? password : null;
  }

  /** Ends the account's sessions: what it may do now is asked for at the next login. */
  async setRoles(name: string, roles: Role[], by: string): Promise<AccountChange> {
    const at = this.clock.now();
    return this.ended(
      name,
      await this.store.submit({ kind: 'account.roles', name, roles, by, at }),
    );
  }

  async remove(name: string, by: string): Promise<AccountChange> {
    const at = this.clock.now();
    return this.ended(name, await this.store.submit({ kind: 'account.remove', name, by, at }));
  }

  /** Failures are counted per name and address, so that nobody can shut out another from afar. */
  async check(login: { name: string; password: string; address: string }): Promise<PasswordCheck> {
    const culprit = `${login.address} ${login.name}`;
    if (this.lockout.isLocked(culprit, this.clock.monotonic())) return { result: 'lockedOut' };
    const account = await this.store.query({ kind: 'account', name: login.name });
    const right = await isPassword(login.password, account?.passwordHash ?? NOBODY);
    if (right && account) {
      this.lockout.succeeded(culprit);
      return { result: 'right', roles: account.roles };
    }
    this.lockout.failed(culprit, this.clock.monotonic());
    return { result: 'wrong' };
  }

  /** Ends the account's sessions. False when there is no such account. */
  async setPassword(name: string, password: string, by: string): Promise<boolean> {
    const passwordHash = await hashPassword(password);
    const change = { name, passwordHash, by, at: this.clock.now() };
    const { known } = await this.store.submit({ kind: 'account.password', ...change });
    this.sessions.closeAll(name);
    return known;
  }

  /** Gives the account a random password, which is known nowhere else; `null` for no account. */
  async resetPassword(name: string, by: string): Promise<string | null> {
    const password = newPassword();
    return (await this.setPassword(name, password, by)) ? password : null;
  }

  private ended(name: string, change: AccountChange): AccountChange {
    if (change === 'done') this.sessions.closeAll(name);
    return change;
  }
}
