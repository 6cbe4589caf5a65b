import { existsSync, globSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Log } from '../log.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** A file of the page as it is sent; a phone on a slow network takes the packed one. */
export interface PageFile {
  type: string;
  plain: Buffer;
  packed: Buffer;
}

/**
 * The built page behind a QR code (SZ-14c), read once: it is small, and no path that a stranger
 * sends reaches the disk.
 */
export class PhonePage {
  readonly #folder: string;
  readonly #log: Pick<Log, 'warn'>;
  readonly #marked: (html: string) => string;
  #files: ReadonlyMap<string, PageFile> = new Map();

  /** @param marked what a page says besides, in test mode */
  constructor(folder: string, log: Pick<Log, 'warn'>, marked = (html: string) => html) {
    this.#folder = folder;
    this.#marked = marked;
    this.#log = log;
  }

  /** A hub whose page was never built works all the same; whoever opens a link is told. */
  start(): void {
    if (!existsSync(join(this.#folder, 'index.html'))) {
      this.#log.warn({ folder: this.#folder }, 'the page for phones is not built: npm run build');
      return;
    }
    const names = globSync(['index.html', 'assets/*'], { cwd: this.#folder });
    this.#files = new Map(names.map((name) => [name.replaceAll('\\', '/'), this.#read(name)]));
  }

  /** `index.html`, or `assets/` and a name; null when there is no such file. */
  file(name: string): PageFile | null {
    return this.#files.get(name) ?? null;
  }

  #read(name: string): PageFile {
    const read = readFileSync(join(this.#folder, name));
    const isPage = extname(name) === '.html';
    const plain = isPage ? Buffer.from(this.#marked(read.toString('utf8'))) : read;
    const type = TYPES[extname(name)] ?? 'application/octet-stream';
    return { type, plain, packed: gzipSync(plain, { level: 9 }) };
  }
}
