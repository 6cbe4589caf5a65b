import { randomUUID } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { BegunBody, RechainedBody } from '../../../ledger/bodies.ts';
import { CHAIN_VERSION } from '../../../ledger/chain.ts';
import { packLabel } from '../../../rules/pack.ts';
import type { Command, Outcome } from '../../port.ts';
import type { ConfigurationWriter } from './configurations.ts';
import type { WriteContext } from './context.ts';
import { readMeta, writeMeta } from './meta.ts';
import { UnknownCodeList } from './unknown-code-list.ts';

/** What administrators decide: the directory and business systems. */
export class Administration {
  readonly #db: DatabaseSync;
  readonly #unknownCodes: UnknownCodeList;
  readonly #context: WriteContext;
  readonly #configurations: ConfigurationWriter;
  readonly #putDirectory: StatementSync;
  readonly #addSystem: StatementSync;
  readonly #revokeSystem: StatementSync;

  constructor(db: DatabaseSync, context: WriteContext, configurations: ConfigurationWriter) {
    this.#db = db;
    this.#context = context;
    this.#unknownCodes = new UnknownCodeList(db);
    this.#configurations = configurations;
    this.#putDirectory = db.prepare(
      `INSERT INTO directory (one, content) VALUES (1, ?)
       ON CONFLICT DO UPDATE SET content = excluded.content`,
    );
    this.#addSystem = db.prepare(
      `INSERT INTO systems (systemId, name, kind, keyHash, addedAt) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO NOTHING`,
    );
    this.#revokeSystem = db.prepare(
      'UPDATE systems SET revokedAt = ? WHERE systemId = ? AND revokedAt IS NULL',
    );
  }

  /** At every start: the first entry of a new ledger, and nobody is connected. */
  begin(): void {
    if (readMeta(this.#db, 'epoch') === null) {
      const epoch = randomUUID();
      writeMeta(this.#db, 'epoch', epoch);
      const pack = packLabel(this.#context.packAt(this.#context.now));
      const body: BegunBody = { epoch, pack, chain: CHAIN_VERSION };
      this.#context.ledger.append('ledger.begun', this.#context.now, body);
    }
    if (this.#context.ledger.version !== CHAIN_VERSION) this.#rechain();
    this.#db.exec('UPDATE terminals SET connected = 0 WHERE connected = 1');
    this.#configurations.refresh();
  }

  /** A ledger of an older hub: what is written stays as it is, what follows can be redacted. */
  #rechain(): void {
    const { ledger, now } = this.#context;
    const body: RechainedBody = { chain: CHAIN_VERSION };
    const { position } = ledger.append('ledger.rechained', now, body);
    writeMeta(this.#db, 'rechainedAt', String(position));
    ledger.continueWith(CHAIN_VERSION);
  }

  importDirectory(command: Command<'directory.import'>): Outcome<'directory.import'> {
    const { directory, by, at } = command;
    const content = JSON.stringify(directory);
    this.#context.ledger.append('directory.imported', at, { by }, content);
    this.#putDirectory.run(content);
    this.#context.directory.reset();
    this.#unknownCodes.forget(directory);
    return { changedTerminals: this.#configurations.refresh() };
  }

  addSystem(command: Command<'system.add'>): Outcome<'system.add'> {
    const { systemId, name, systemKind, keyHash, by, at } = command;
    const added = this.#addSystem.run(systemId, name, systemKind, keyHash, at).changes === 1;
    const body = { systemId, name, kind: systemKind, by };
    if (added) this.#context.ledger.append('system.added', at, body);
    return { added };
  }

  revokeSystem(command: Command<'system.revoke'>): Outcome<'system.revoke'> {
    const { systemId, by, at } = command;
    const revoked = this.#revokeSystem.run(at, systemId).changes === 1;
    if (revoked) this.#context.ledger.append('system.revoked', at, { systemId, by });
    return { revoked };
  }
}
