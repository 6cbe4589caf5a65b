import { createHash } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import {
  canonicalText,
  type EditionManifest,
  EditionManifestSchema,
  type EditionRefusal,
  LIMITS,
  type WantedEdition,
} from '../../../protocol/index.ts';
import { writeDurably } from '../durable-file.ts';
import { MANIFEST } from './edition-folder.ts';

const ANSWER_MS = 60_000;
/** Without these the page cannot start, or cannot be replaced. */
const INDISPENSABLE = ['index.html', 'sw.js'];

/** An edition cannot be had; nothing of it is kept. */
export class EditionError extends Error {
  override readonly name = 'EditionError';
  readonly reason: EditionRefusal;

  constructor(reason: EditionRefusal, message: string, cause?: unknown) {
    super(message, { cause });
    this.reason = reason;
  }
}

export interface FetchOptions {
  hubUrl: string;
  wanted: WantedEdition;
  /** Where it is to lie, whole or not at all. */
  into: string;
  /** An app that is here already: what it has in common is not fetched again. */
  present: string;
  signal: AbortSignal;
}

/** Fetches an edition beside those that are here. Throws `EditionError`. */
export async function fetchEdition(options: FetchOptions): Promise<void> {
  const { wanted, into, hubUrl, signal } = options;
  const base = new URL(`api/editions/${wanted.edition}/`, `${hubUrl.replace(/\/$/, '')}/`);
  const manifest = await fetchManifest(base, wanted, signal);
  const unfinished = `${into}.new`;
  try {
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { recursive: true, mode: 0o700 });
    for (const file of manifest.files) {
      const content = presentFile(options.present, file) ?? (await fetchFile(base, file, signal));
      write(join(unfinished, file.path), content);
    }
    writeDurably(join(unfinished, MANIFEST), JSON.stringify(manifest));
    rmSync(into, { recursive: true, force: true });
    renameSync(unfinished, into);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (error instanceof EditionError) throw error;
    throw new EditionError('notKept', `${into}: ${String(error)}`, error);
  }
}

/** The one that was meant, and no other: its digest came over the terminal's own connection. */
async function fetchManifest(base: URL, wanted: WantedEdition, signal: AbortSignal) {
  const bytes = await fetchBytes(new URL('manifest', base), LIMITS.httpBodyBytes, signal);
  const parsed = EditionManifestSchema.safeParse(readJson(bytes));
  if (!parsed.success) throw new EditionError('badManifest', 'the manifest cannot be read');
  const manifest = parsed.data;
  if (digestOf(canonicalText(manifest)) !== wanted.digest || manifest.edition !== wanted.edition) {
    throw new EditionError('badManifest', 'the manifest is not the one that was meant');
  }
  const paths = new Set(manifest.files.map(({ path }) => path));
  if (!INDISPENSABLE.every((path) => paths.has(path))) {
    throw new EditionError('incomplete', 'index.html or sw.js is missing');
  }
  const total = manifest.files.reduce((sum, { bytes: size }) => sum + size, 0);
  if (total > LIMITS.editionBytes) throw new EditionError('tooLarge', `${total} bytes`);
  return manifest;
}

type ManifestFile = EditionManifest['files'][number];

function presentFile(folder: string, file: ManifestFile): Buffer | null {
  try {
    const content = readFileSync(join(folder, file.path));
    return digestOf(content) === file.digest ? content : null;
  } catch {
    return null;
  }
}

async function fetchFile(base: URL, file: ManifestFile, signal: AbortSignal): Promise<Buffer> {
  const content = await fetchBytes(new URL(`files/${file.path}`, base), file.bytes, signal);
  if (digestOf(content) === file.digest) return content;
  throw new EditionError('badFile', `${file.path} is not what the manifest says`);
}

async function fetchBytes(url: URL, most: number, signal: AbortSignal): Promise<Buffer> {
  let response: Response;
  try {
    const both = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]);
    response = await fetch(url, { signal: both, redirect: 'error' });
    if (response.ok) return await readAtMost(response, most, url);
  } catch (error) {
    if (error instanceof EditionError) throw error;
    throw new EditionError('unreachable', `${url}: ${String(error)}`, error);
  }
  const reason = response.status === 404 ? 'notPublished' : 'unreachable';
  throw new EditionError(reason, `${url} answered ${response.status}`);
}

async function readAtMost(response: Response, most: number, url: URL): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > most) throw new EditionError('badFile', `${url} is longer than it should be`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function write(path: string, content: Buffer): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = openSync(path, 'w', 0o600);
  try {
    let written = 0;
    while (written < content.length) written += writeSync(file, content, written);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function readJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

function digestOf(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('base64url');
}
