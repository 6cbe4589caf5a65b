import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Meeting } from '../../link/index.ts';
import type { CopySenderParts } from './copy-sender.ts';
import { KeptScreen } from './kept-screen.ts';
import { readIdentity, type ScreenIdentity, writeIdentity } from './screen-identity.ts';

/** What a technician sees of the copies of one identity of the screen. */
export interface CopiesFact {
  terminalId: string;
  waiting: number;
  refused: number;
  /** Where their sending stands; `null` while the screen sends itself. */
  sending: string | null;
}

/**
 * The second copies of the screen's outbox, one folder for each identity that the screen ever had.
 * Which one it has now it says itself; what it no longer has is sent from here.
 */
export class SecondCopies {
  private readonly folder: string;
  private readonly parts: CopySenderParts;
  private readonly screens = new Map<string, KeptScreen>();
  private present: KeptScreen | null = null;

  constructor(parts: CopySenderParts & { dataFolder: string }) {
    this.folder = join(parts.dataFolder, 'copies');
    this.parts = parts;
  }

  /** What is on the disk of earlier times; nothing is sent before the screen says who it is. */
  start(): void {
    if (!existsSync(this.folder)) return;
    for (const name of readdirSync(this.folder)) {
      try {
        const folder = join(this.folder, name);
        this.screens.set(name, new KeptScreen(folder, readIdentity(folder), this.parts));
      } catch (error) {
        this.parts.log.error({ copies: name, error: String(error) }, 'copies cannot be read');
      }
    }
  }

  async stop(): Promise<void> {
    await Promise.all([...this.screens.values()].map((screen) => screen.close()));
    this.screens.clear();
    this.present = null;
  }

  /** The screen says who it is; `null` when it is nobody (yet, or any more). */
  async meet(identity: ScreenIdentity | null, waiting: readonly string[]): Promise<Meeting> {
    this.present = identity && this.screenOf(identity);
    await this.sendLost();
    if (this.present === null) return { highestSeq: 0, lacking: [], back: [] };
    await this.present.recall();
    return this.present.compare(waiting);
  }

  /** False when this is not who the screen said it is. */
  async hand(
    terminalId: string,
    news: { payloads: readonly string[]; settled: readonly string[] },
  ): Promise<boolean> {
    if (this.present?.identity.terminalId !== terminalId) return false;
    await this.present.keep(news.payloads);
    this.present.forget(news.settled);
    return true;
  }

  /** These are kept elsewhere, as evidence, and must not be sent. */
  async discard(eventIds: readonly string[]): Promise<void> {
    for (const [name, screen] of this.screens) {
      screen.forget(eventIds);
      await this.removeIfDone(name, screen);
    }
  }

  facts(): Promise<CopiesFact[]> {
    const screens = [...this.screens.values()];
    return Promise.all(
      screens.map(async (screen) => {
        const { pending: waiting, refused } = await screen.counts();
        const { identity, sending } = screen;
        return { terminalId: identity.terminalId, waiting, refused, sending };
      }),
    );
  }

  private screenOf(identity: ScreenIdentity): KeptScreen {
    const { terminalId, secret } = identity;
    const name = createHash('sha256').update(`${terminalId} ${secret}`).digest('hex').slice(0, 16);
    const known = this.screens.get(name);
    if (known !== undefined) return known;
    const folder = join(this.folder, name);
    writeIdentity(folder, identity);
    const made = new KeptScreen(folder, identity, this.parts);
    this.screens.set(name, made);
    return made;
  }

  private async sendLost(): Promise<void> {
    for (const [name, screen] of this.screens) {
      if (screen === this.present || (await this.removeIfDone(name, screen))) continue;
      // Two of one name would throw each other out, and only one has the right secret.
      if (screen.identity.terminalId === this.present?.identity.terminalId) continue;
      screen.send(() => void this.removeIfDone(name, screen));
    }
  }

  /** What the hub refused stays for a person to look at. */
  private async removeIfDone(name: string, screen: KeptScreen): Promise<boolean> {
    const { pending, refused } = await screen.counts();
    if (screen === this.present || pending + refused > 0) return false;
    if (this.screens.delete(name)) await screen.remove();
    return true;
  }
}
