import type { Clock } from '../../protocol/index.ts';
import { hashSecret, newSecret } from '../secrets.ts';
import type { Store, SystemRow } from '../store/port.ts';
import type { SystemKind } from './system-kind.ts';

/** So that a key is recognised when it turns up where it should not be. */
const PREFIX = 'hcp_';

/** Business systems that may report service records, each known by its key. */
export class Systems {
  private readonly store: Store;
  private readonly clock: Clock;

  constructor(parts: { store: Store; clock: Clock }) {
    this.store = parts.store;
    this.clock = parts.clock;
  }

  /** The key is shown this once and kept as its hash; `null` when the id is in use. */
  async add(
    { systemId, name, kind }: { systemId: string; name: string; kind: SystemKind },
    by: string,
  ): Promise<string | null> {
    const key = `${PREFIX}${newSecret()}`;
    const { added } = await this.store.submit({
      kind: 'system.add',
      systemId,
      name,
      systemKind: kind,
      keyHash: hashSecret(key),
      by,
      at: this.clock.now(),
    });
    return added ? key : null;
  }

  async revoke(systemId: string, by: string): Promise<boolean> {
    const at = this.clock.now();
    return (await this.store.submit({ kind: 'system.revoke', systemId, by, at })).revoked;
  }

  /** Whose key this is; `null` when it is nobody's or was revoked. */
  async of(key: string): Promise<{ systemId: string; name: string; kind: SystemKind } | null> {
    if (!key.startsWith(PREFIX)) return null;
    return this.store.query({ kind: 'system', keyHash: hashSecret(key) });
  }

  list(): Promise<SystemRow[]> {
    return this.store.query({ kind: 'systems' });
  }
}
