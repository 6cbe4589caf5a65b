import type { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../errors.ts';
import { type Batch, unpackBatch, type WriterCommand } from './batch.ts';
import { commitFault, type Failure } from './fault.ts';
import type { Settled } from './messages.ts';
import type { Commands } from './write/commands.ts';
import type { WriteContext } from './write/context.ts';

/** What became of a batch, for the main side. */
export interface Committed {
  id: number;
  settled: Settled[];
}

/**
 * Turns whatever is queued into one transaction (group commit). The rules never throw; if a
 * command does all the same, everything is rolled back and done again, each command under its own
 * savepoint, so that the bad one fails alone and the others do not pay for savepoints otherwise.
 */
export class Writer {
  readonly #db: DatabaseSync;
  readonly #context: WriteContext;
  readonly #commands: Commands;

  constructor(db: DatabaseSync, context: WriteContext, commands: Commands) {
    this.#db = db;
    this.#context = context;
    this.#commands = commands;
  }

  /** Throws when the database can no longer be trusted. */
  write(batches: Batch[]): Committed[] {
    const work = batches.map((batch) => ({ ...batch, commands: unpackBatch(batch) }));
    try {
      return this.#transaction(work, (command) => ({ outcome: this.#commands.run(command) }));
    } catch (cause) {
      this.#rollback(cause);
    }
    try {
      return this.#transaction(work, (command) => this.#alone(command));
    } catch (cause) {
      const failure = this.#rollback(cause);
      const settled = { fault: { code: failure.code, message: failure.message } };
      return work.map(({ id, commands }) => ({ id, settled: commands.map(() => settled) }));
    }
  }

  /** What is done at every start, before the first command. */
  begin(now: number): void {
    this.#context.at(now);
    this.#db.exec('BEGIN IMMEDIATE');
    this.#commands.begin();
    this.#db.exec('COMMIT');
  }

  #transaction(
    work: { id: number; at: number; commands: WriterCommand[] }[],
    run: (command: WriterCommand) => Settled,
  ): Committed[] {
    this.#db.exec('BEGIN IMMEDIATE');
    const committed = work.map(({ id, at, commands }) => {
      this.#context.at(at);
      return { id, settled: commands.map(run) };
    });
    this.#context.flush();
    this.#db.exec('COMMIT');
    return committed;
  }

  #alone(command: WriterCommand): Settled {
    this.#db.exec('SAVEPOINT command');
    try {
      const outcome = this.#commands.run(command);
      this.#context.flush();
      this.#db.exec('RELEASE command');
      return { outcome };
    } catch (cause) {
      const failure = commitFault(cause);
      if (failure.code !== 'commandFailed') throw cause;
      this.#db.exec('ROLLBACK TO command; RELEASE command');
      this.#context.reset();
      return { fault: { code: failure.code, message: failure.message } };
    }
  }

  #rollback(cause: unknown): Failure {
    const failure = commitFault(cause);
    if (failure.fatal) throw new StoreError(failure.code, failure.message, cause);
    if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
    this.#context.reset();
    return failure;
  }
}
