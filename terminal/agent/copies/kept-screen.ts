import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { signedRow } from '../../link/freeze.ts';
import type { Meeting, OutboxRow } from '../../link/index.ts';
import { SqliteOutbox } from '../outbox/index.ts';
import { CopySender, type CopySenderParts } from './copy-sender.ts';
import type { ScreenIdentity } from './screen-identity.ts';

const ALL = Number.MAX_SAFE_INTEGER;

/**
 * What the agent keeps of one identity of the screen: the second copy of its outbox. While the
 * screen is there, it sends; once it has lost what it had, its copies are sent from here, in its
 * name and signed by it.
 */
export class KeptScreen {
  readonly identity: ScreenIdentity;
  private readonly folder: string;
  private readonly parts: CopySenderParts;
  private readonly outbox: SqliteOutbox;
  private sender: CopySender | null = null;

  /** Opens the copies in this folder, which must be there. */
  constructor(folder: string, identity: ScreenIdentity, parts: CopySenderParts) {
    this.folder = folder;
    this.identity = identity;
    this.parts = parts;
    this.outbox = new SqliteOutbox(join(folder, 'outbox.sqlite'));
  }

  /** Where its sending stands; `null` while the screen sends itself. */
  get sending(): string | null {
    return this.sender?.state ?? null;
  }

  counts() {
    return this.outbox.counts();
  }

  /** What the screen has and what is kept here, compared. */
  async compare(waiting: readonly string[]): Promise<Meeting> {
    const copies = await this.outbox.unsent(ALL);
    const [here, there] = [new Set(copies.map(({ eventId }) => eventId)), new Set(waiting)];
    const { highestSeq } = await this.outbox.counts();
    return {
      highestSeq,
      lacking: waiting.filter((eventId) => !here.has(eventId)),
      back: copies.flatMap(({ eventId, payload }) => (there.has(eventId) ? [] : (payload ?? []))),
    };
  }

  /** On disk when it resolves. Throws when one of them is no signed rating. */
  async keep(payloads: readonly string[]): Promise<void> {
    await this.outbox.adopt(payloads.map(signedRow));
  }

  forget(eventIds: readonly string[]): void {
    this.outbox.forget(eventIds);
  }

  /** Sends what is left; `onDone` when nothing waits any more. */
  send(onDone: () => void): void {
    const { identity, outbox, parts } = this;
    this.sender ??= new CopySender({ ...parts, identity, outbox, onDone });
    this.sender.start();
  }

  /** The screen is there again, and sends itself. */
  async recall(): Promise<void> {
    await this.sender?.stop();
    this.sender = null;
  }

  async close(): Promise<void> {
    await this.recall();
    this.outbox.close();
  }

  /** Nothing of it is needed any more. */
  async remove(): Promise<void> {
    await this.close();
    rmSync(this.folder, { recursive: true });
  }
}

/** What waits in all the copies below this folder, also beside the agent that keeps them. */
export async function copiesIn(folder: string): Promise<OutboxRow[]> {
  if (!existsSync(folder)) return [];
  const waiting: OutboxRow[] = [];
  for (const name of readdirSync(folder)) {
    const path = join(folder, name, 'outbox.sqlite');
    if (!existsSync(path)) continue;
    const outbox = new SqliteOutbox(path);
    try {
      waiting.push(...(await outbox.unsent(ALL)));
    } finally {
      outbox.close();
    }
  }
  return waiting;
}
