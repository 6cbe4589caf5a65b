import { hash } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { BulletinBody } from '../../../ledger/bodies.ts';
import type { Command, Outcome } from '../../port.ts';
import type { WriteContext } from './context.ts';

/** Publishes bulletins: the text goes into the ledger, where nobody can change it any more. */
export class BulletinPublisher {
  readonly #context: WriteContext;
  readonly #newest: StatementSync;
  readonly #insert: StatementSync;

  constructor(db: DatabaseSync, context: WriteContext) {
    this.#context = context;
    this.#newest = db.prepare(
      'SELECT coalesce(max(edition), 0) AS edition FROM bulletins WHERE month = ?',
    );
    this.#insert = db.prepare('INSERT INTO bulletins (month, edition, position) VALUES (?, ?, ?)');
  }

  publish(command: Command<'bulletin.publish'>): Outcome<'bulletin.publish'> {
    const { month, edition, text, by, at } = command;
    if (Number(this.#newest.get(month)?.edition) !== edition - 1) return { digest: null };
    const digest = hash('sha256', text, 'hex');
    const body: BulletinBody = { month, edition, digest, by };
    const { position } = this.#context.ledger.append('bulletin.published', at, body, text);
    this.#insert.run(month, edition, position);
    return { digest };
  }
}
