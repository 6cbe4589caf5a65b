import { createHash, hash } from 'node:crypto';
import { createReadStream, type Dirent, type ReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import {
  type Clock,
  canonicalText,
  type EditionManifest,
  EditionManifestSchema,
  LIMITS,
} from '../../protocol/index.ts';
import type { Log } from '../log.ts';
import type { EditionRow, Store } from '../store/port.ts';

export type PublishOutcome =
  | { published: true; digest: string; files: number }
  | { published: false; reason: 'editionMissing' | 'editionIncomplete' | 'editionExists' }
  | { published: false; reason: 'editionUnfit'; errors: string[] };

/** Without these the page cannot start, or cannot be replaced. */
const INDISPENSABLE = ['index.html', 'sw.js'];

/**
 * Built apps that terminals may run, a folder each below the hub's editions folder. Publishing
 * freezes one: its manifest says what every file is, and the hub never serves another.
 */
export class Editions {
  private readonly folder: string;
  private readonly parts: { store: Store; clock: Clock; log: Log };

  constructor(folder: string, parts: Editions['parts']) {
    this.folder = folder;
    this.parts = parts;
  }

  list(): Promise<EditionRow[]> {
    return this.parts.store.query({ kind: 'editions' });
  }

  /** Again with the same files is fine; with others the name is taken. */
  async publish(edition: string, by: string): Promise<PublishOutcome> {
    const files = await this.filesOf(edition);
    if (files === null) return { published: false, reason: 'editionMissing' };
    if (!INDISPENSABLE.every((name) => files.some(({ path }) => path === name))) {
      return { published: false, reason: 'editionIncomplete' };
    }
    const parsed = EditionManifestSchema.safeParse({ edition, files });
    if (!parsed.success)
      return unfit(
        parsed.error.issues.map(({ path, message }) => {
          const file = files[Number(path[1])]?.path;
          return `${file ?? path.join('.')}: ${message}`;
        }),
      );
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    if (bytes > LIMITS.editionBytes)
      return unfit([`${bytes} bytes, at most ${LIMITS.editionBytes}`]);
    return this.keep(parsed.data, by);
  }

  async manifest(edition: string): Promise<EditionManifest | null> {
    return this.parts.store.query({ kind: 'edition', edition });
  }

  /** A file of a published edition, or null; nothing else of the folder can be had. */
  async file(edition: string, path: string): Promise<ReadStream | null> {
    const manifest = await this.manifest(edition);
    if (!manifest?.files.some((file) => file.path === path)) return null;
    return createReadStream(join(this.folder, edition, path));
  }

  private async keep(manifest: EditionManifest, by: string): Promise<PublishOutcome> {
    const { store, clock, log } = this.parts;
    const { edition, files } = manifest;
    const digest = hash('sha256', canonicalText(manifest), 'base64url');
    const command = { kind: 'edition.publish', manifest, digest, by, at: clock.now() } as const;
    const { published } = await store.submit(command);
    if (!published) return { published, reason: 'editionExists' };
    log.info({ edition, digest, files: files.length, by }, 'edition published');
    return { published, digest, files: files.length };
  }

  /** `null` when there is no such folder. What begins with a dot is of the build, not of the app. */
  private async filesOf(edition: string): Promise<EditionManifest['files'] | null> {
    const root = join(this.folder, edition);
    let entries: Dirent[];
    try {
      entries = await readdir(root, { recursive: true, withFileTypes: true });
    } catch {
      return null;
    }
    const files: EditionManifest['files'] = [];
    for (const entry of entries) {
      const full = join(entry.parentPath, entry.name);
      const path = relative(root, full).replaceAll('\\', '/');
      if (!entry.isFile() || `/${path}`.includes('/.')) continue;
      const content = await readFile(full);
      const digest = createHash('sha256').update(content).digest('base64url');
      files.push({ path, bytes: content.length, digest });
    }
    return files.sort((a, b) => (a.path < b.path ? -1 : 1));
  }
}

function unfit(errors: string[]): PublishOutcome {
  return { published: false, reason: 'editionUnfit', errors: errors.slice(0, 10) };
}
