import { mkdirSync } from 'node:fs';
import { StoreError } from '../errors.ts';
import type { Answer, Command, CommandKind, Outcome, Query, QueryKind, Store } from '../port.ts';
import { packBatch } from './batch.ts';
import { commitFault } from './fault.ts';
import type {
  FromThread,
  PackedSettled,
  ReaderOptions,
  Settled,
  WriterOptions,
} from './messages.ts';
import type { SqliteStoreOptions } from './options.ts';
import { unpackSettled } from './stored-rating.ts';
import { StoreThread } from './thread.ts';

/** While the writer works on one batch, the next lies ready for it. */
const BATCHES_IN_FLIGHT = 2;
const BATCH_COMMANDS = 2_000;
const LOG_PAGES = 8_000;
/** A year and some weeks. */
const FIGURE_CACHE_DAYS = 400;
const QUARANTINE = { maxCount: 20_000, maxBytes: 64 * 1024 * 1024 };

interface Waiting<T> {
  resolve(value: T): void;
  reject(fault: StoreError): void;
}
type WaitingCommand = Waiting<Outcome<CommandKind>> & { command: Command };

/** The main side of the store: gathers what the moment brings and hands it to the threads. */
export class SqliteStore implements Store {
  readonly #options: SqliteStoreOptions;
  readonly #writer: StoreThread;
  readonly #reader: StoreThread;
  readonly #inFlight = new Map<number, WaitingCommand[]>();
  readonly #asked = new Map<number, Waiting<Answer<QueryKind>>>();
  #queue: WaitingCommand[] = [];
  #state: 'stopped' | 'running' | 'stopping' | 'dead' = 'stopped';
  #queued = 0;
  #lastId = 0;
  #handOverPlanned = false;
  #onIdle: (() => void) | null = null;

  constructor(options: SqliteStoreOptions) {
    this.#options = options;
    const listener = {
      onMessage: (message: FromThread) => this.#hear(message),
      onDeath: (fault: StoreError) => this.#die(fault),
    };
    this.#writer = new StoreThread('./writer-thread.ts', listener);
    this.#reader = new StoreThread('./reader-thread.ts', listener);
  }

  get queued(): number {
    return this.#queued;
  }

  async start(): Promise<void> {
    const { folder, rules, clock, testMode = false } = this.#options;
    const { maxBytes = null, logPages = LOG_PAGES } = this.#options;
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
    } catch (cause) {
      throw new StoreError('folderUnusable', `Cannot make the data folder ${folder}.`, cause);
    }
    const quarantine = { ...QUARANTINE, ...this.#options.quarantine };
    const { figureCacheDays = FIGURE_CACHE_DAYS } = this.#options;
    const size = { maxBytes, logPages };
    const about = { folder, rules, now: clock.now(), testMode };
    const writing: WriterOptions = { ...about, quarantine, ...size };
    await this.#writer.start(writing);
    try {
      await this.#reader.start({ folder, rules, figureCacheDays } satisfies ReaderOptions);
    } catch (cause) {
      await this.#writer.stop();
      throw cause;
    }
    this.#state = 'running';
    this.#options.log?.info({ folder, place: rules.place }, 'store opened');
  }

  async stop(): Promise<void> {
    if (this.#state === 'running') {
      this.#state = 'stopping';
      if (this.#queued > 0) {
        await new Promise<void>((resolve) => {
          this.#onIdle = resolve;
        });
      }
    }
    await this.#reader.stop();
    this.#rejectQueries(new StoreError('notRunning', 'The store was stopped.'));
    await this.#writer.stop();
    if (this.#state !== 'dead') this.#state = 'stopped';
  }

  submit<K extends CommandKind>(command: Command<K>): Promise<Outcome<K>> {
    if (this.#state !== 'running') return Promise.reject(this.#notRunning());
    const { promise, resolve, reject } = Promise.withResolvers<Outcome<CommandKind>>();
    this.#queue.push({ command: command as Command, resolve, reject });
    this.#queued++;
    this.#planHandOver();
    return promise as Promise<Outcome<K>>;
  }

  query<K extends QueryKind>(query: Query<K>): Promise<Answer<K>> {
    if (this.#state !== 'running') return Promise.reject(this.#notRunning());
    const { promise, resolve, reject } = Promise.withResolvers<Answer<QueryKind>>();
    const id = ++this.#lastId;
    this.#asked.set(id, { resolve, reject });
    this.#reader.post({ type: 'query', id, now: this.#options.clock.now(), query: query as Query });
    return promise as Promise<Answer<K>>;
  }

  /** Waits for the end of this turn, so that what one read of the sockets brought goes together. */
  #planHandOver(): void {
    if (this.#handOverPlanned || this.#inFlight.size >= BATCHES_IN_FLIGHT) return;
    this.#handOverPlanned = true;
    setImmediate(() => {
      this.#handOverPlanned = false;
      this.#handOver();
    });
  }

  #handOver(): void {
    if (this.#queue.length === 0 || this.#inFlight.size >= BATCHES_IN_FLIGHT) return;
    const waiting = this.#queue.slice(0, BATCH_COMMANDS);
    this.#queue = this.#queue.slice(BATCH_COMMANDS);
    const id = ++this.#lastId;
    const commands = waiting.map(({ command }) => command);
    this.#inFlight.set(id, waiting);
    try {
      const batch = packBatch(id, this.#options.clock.now(), commands);
      this.#writer.post(batch, [batch.bytes]);
    } catch (cause) {
      const { message } = commitFault(cause);
      const fault: Settled = { fault: { code: 'commandFailed', message } };
      this.#settle(id, Array<Settled>(waiting.length).fill(fault));
    }
  }

  #hear(message: FromThread): void {
    switch (message.type) {
      case 'committed':
        this.#settle(message.id, message.settled);
        break;
      case 'answer':
        this.#asked.get(message.id)?.resolve(message.answer);
        this.#asked.delete(message.id);
        break;
      case 'queryFailed': {
        const { code, message: text } = message.fault;
        this.#asked.get(message.id)?.reject(new StoreError(code, text));
        this.#asked.delete(message.id);
        break;
      }
    }
  }

  #settle(id: number, settled: PackedSettled[]): void {
    const waiting = this.#inFlight.get(id) ?? [];
    this.#inFlight.delete(id);
    this.#queued -= waiting.length;
    if (this.#queue.length > 0) this.#planHandOver();
    let fault: StoreError | null = null;
    for (const [index, { command, resolve, reject }] of waiting.entries()) {
      const packed = settled[index];
      const result = packed && unpackSettled(packed, command);
      if (result !== undefined && 'outcome' in result) {
        resolve(result.outcome);
        continue;
      }
      fault = new StoreError(result?.fault.code ?? 'commitFailed', result?.fault.message ?? '');
      reject(fault);
    }
    if (fault !== null) this.#options.log?.error({ err: fault }, 'commands were not kept');
    if (this.#queued === 0) this.#onIdle?.();
  }

  #die(fault: StoreError): void {
    if (this.#state === 'dead') return;
    this.#state = 'dead';
    const waiting = [...[...this.#inFlight.values()].flat(), ...this.#queue];
    this.#inFlight.clear();
    this.#queue = [];
    this.#queued = 0;
    for (const { reject } of waiting) reject(fault);
    this.#rejectQueries(fault);
    this.#onIdle?.();
    this.#options.log?.error({ err: fault }, 'the store is dead');
    this.#options.onFault?.(fault);
  }

  #rejectQueries(fault: StoreError): void {
    for (const { reject } of this.#asked.values()) reject(fault);
    this.#asked.clear();
  }

  #notRunning(): StoreError {
    const code = this.#state === 'dead' ? 'threadDied' : 'notRunning';
    return new StoreError(code, `The store is ${this.#state}.`);
  }
}
