import type { EditionManifest } from '../../../protocol/index.ts';

/** Apps that terminals may run. A published one never changes. */
export interface EditionCommands {
  'edition.publish': {
    command: { manifest: EditionManifest; digest: string; by: string; at: number };
    /** False when another one has this name. */
    outcome: { published: boolean };
  };
}

export interface EditionQueries {
  edition: { query: { edition: string }; answer: EditionManifest | null };
  editions: { query: object; answer: EditionRow[] };
}

export interface EditionRow {
  edition: string;
  digest: string;
  files: number;
  publishedAt: number;
  publishedBy: string;
}
