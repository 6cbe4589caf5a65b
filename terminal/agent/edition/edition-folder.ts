import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import {
  EditionManifestSchema,
  EditionRefusalSchema,
  type WantedEdition,
  WantedEditionSchema,
} from '../../../protocol/index.ts';
import { writeDurably } from '../durable-file.ts';

const KeptSchema = z.object({
  /** What is served; null: what came with the agent. */
  current: WantedEditionSchema.nullable(),
  /** To go back to, when the current one does not start. */
  previous: WantedEditionSchema.nullable(),
  /** The page of the current one has not spoken yet. */
  onTrial: z.boolean(),
  /** Never tried again, until another one is wanted. */
  refused: z.object({ wanted: WantedEditionSchema, reason: EditionRefusalSchema }).nullable(),
});
export type KeptEditions = z.infer<typeof KeptSchema>;

const NONE: KeptEditions = { current: null, previous: null, onTrial: false, refused: null };

/** Apps that were fetched from the hub, a folder each by its digest, and which one is served. */
export class EditionFolder {
  readonly folder: string;
  private readonly ownApp: string;
  private kept: KeptEditions = NONE;

  /** @param ownApp folder of the app that came with the agent */
  constructor(dataFolder: string, ownApp: string) {
    this.folder = join(dataFolder, 'editions');
    this.ownApp = ownApp;
  }

  /** A damaged note, or a folder that is gone, costs a new fetch: the agent's own app is served. */
  start(): void {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    try {
      const kept = KeptSchema.parse(JSON.parse(readFileSync(this.note, 'utf8')));
      const isThere = kept.current === null || this.has(kept.current);
      this.kept = isThere ? kept : { ...NONE, refused: kept.refused };
    } catch {
      this.kept = NONE;
    }
  }

  get state(): KeptEditions {
    return this.kept;
  }

  /** On disk when it returns. */
  keep(news: Partial<KeptEditions>): void {
    this.kept = { ...this.kept, ...news };
    writeDurably(this.note, JSON.stringify(this.kept));
  }

  folderOf(edition: WantedEdition | null): string {
    return edition === null ? this.ownApp : join(this.folder, edition.digest);
  }

  has(edition: WantedEdition): boolean {
    return existsSync(join(this.folderOf(edition), MANIFEST));
  }

  /** Is this file, by its path below the app's folder, one of that edition? */
  holds(edition: WantedEdition | null, path: string): boolean {
    if (edition === null) return existsSync(join(this.ownApp, path));
    const text = readFileSync(join(this.folderOf(edition), MANIFEST), 'utf8');
    return EditionManifestSchema.parse(JSON.parse(text)).files.some((file) => file.path === path);
  }

  /** Forgets what is neither served nor needed to go back. */
  prune(): void {
    const { current, previous } = this.kept;
    const needed = new Set([current?.digest, previous?.digest]);
    for (const entry of readdirSync(this.folder, { withFileTypes: true })) {
      if (entry.isDirectory() && !needed.has(entry.name)) {
        rmSync(join(this.folder, entry.name), { recursive: true, force: true });
      }
    }
  }

  private get note(): string {
    return join(this.folder, 'served.json');
  }
}

/** Beside the files of an edition; written last, so that it says that all of them are there. */
export const MANIFEST = '.manifest.json';
