import { Worker } from 'node:worker_threads';
import { StoreError } from '../errors.ts';
import type { FromThread, ToThread } from './messages.ts';

/** One of the store's worker threads: started until it says it is ready, watched until it ends. */
export class StoreThread {
  readonly #file: string;
  readonly #listener: {
    onMessage(message: FromThread): void;
    /** It ended without having been told to; nothing it was given can be answered any more. */
    onDeath(fault: StoreError): void;
  };
  #worker: Worker | null = null;
  #ended: Promise<void> = Promise.resolve();
  #stopping = false;

  constructor(
    file: string,
    listener: { onMessage(message: FromThread): void; onDeath(fault: StoreError): void },
  ) {
    this.#file = file;
    this.#listener = listener;
  }

  async start(workerData: unknown): Promise<void> {
    this.#stopping = false;
    const worker = new Worker(new URL(this.#file, import.meta.url), { workerData });
    this.#worker = worker;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    let cause: unknown;
    worker.on('error', (error) => {
      cause = error;
    });
    this.#ended = new Promise((ended) => {
      worker.once('exit', () => {
        const fault = new StoreError('threadDied', `The ${this.#file} ended.`, cause);
        reject(fault);
        if (!this.#stopping && this.#worker === worker) this.#listener.onDeath(fault);
        this.#worker = null;
        ended();
      });
    });
    worker.on('message', (message: FromThread) => {
      if (message.type === 'ready') resolve();
      else if (message.type === 'failed') {
        this.#stopping = true;
        reject(new StoreError(message.fault.code, message.fault.message));
      } else this.#listener.onMessage(message);
    });
    try {
      await promise;
    } catch (fault) {
      await this.#ended;
      throw fault;
    }
  }

  post(message: ToThread, transfer: ArrayBuffer[] = []): void {
    this.#worker?.postMessage(message, transfer);
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.post({ type: 'stop' });
    await this.#ended;
  }
}
