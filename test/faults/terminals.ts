import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Said, TerminalOrder, Told } from './terminal-words.ts';

/** The terminals in a process of their own, so that all of them can be killed at once. */
export class Terminals {
  private readonly order: TerminalOrder;
  private readonly onSaid: (words: Said) => void;
  private child: ChildProcess | null = null;

  constructor(order: TerminalOrder, onSaid: (words: Said) => void) {
    this.order = order;
    this.onSaid = onSaid;
  }

  /** Resolves when each has its identity and its outbox. */
  async start(): Promise<void> {
    const path = join(import.meta.dirname, 'terminal-party.ts');
    const child = fork(path, [JSON.stringify(this.order)], { execArgv: [] });
    this.child = child;
    child.on('message', (words: Said) => this.onSaid(words));
    await this.said('ready');
  }

  tell(words: Told): void {
    if (this.child?.connected) this.child.send(words);
  }

  /** Rows of all outboxes that have no final word of the hub's. */
  async pending(): Promise<number> {
    const answer = this.said('pending');
    this.tell({ kind: 'pending' });
    return (await answer).rows;
  }

  /** kill -9. */
  async kill(): Promise<void> {
    const { child } = this;
    this.child = null;
    if (child === null || child.exitCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }

  private said<K extends Said['kind']>(kind: K): Promise<Extract<Said, { kind: K }>> {
    const { child } = this;
    return new Promise((resolve, reject) => {
      const ended = (code: number | null) => reject(new Error(`the terminals ended with ${code}`));
      const heard = (words: Said) => {
        if (words.kind !== kind) return;
        child?.off('message', heard);
        child?.off('exit', ended);
        resolve(words as Extract<Said, { kind: K }>);
      };
      child?.on('message', heard);
      child?.once('exit', ended);
    });
  }
}
