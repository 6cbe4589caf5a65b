import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** What a command may touch of the world around it. */
export interface Io {
  env: Readonly<Record<string, string | undefined>>;
  out(text: string): void;
  err(text: string): void;
  /** Asks the person at the terminal, showing nothing of what is typed. */
  askSecret(question: string): Promise<string>;
}

export const processIo: Io = {
  env: process.env,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  async askSecret(question) {
    process.stderr.write(question);
    const mute = new Writable({ write: (_chunk, _encoding, done) => done() });
    const terminal = process.stdin.isTTY ?? false;
    const lines = createInterface({ input: process.stdin, output: mute, terminal });
    try {
      return await lines.question('');
    } finally {
      lines.close();
      process.stderr.write('\n');
    }
  },
};

/** A command could not do what was asked; the words are for a person. */
export class CliError extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number = EXIT.failed) {
    super(message);
    this.name = 'CliError';
    this.exitCode = exitCode;
  }
}

export const EXIT = { ok: 0, failed: 1, usage: 2, broken: 3 } as const;

/** Rows with aligned columns; the first column of nothing is a sentence of its own. */
export function table(rows: Record<string, unknown>[], columns: string[]): string {
  if (rows.length === 0) return 'none\n';
  const cells = [columns, ...rows.map((row) => columns.map((name) => shown(row[name])))];
  const widths = columns.map((_, at) => Math.max(...cells.map((line) => (line[at] ?? '').length)));
  const line = (texts: string[]) =>
    texts
      .map((text, at) => text.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd();
  return `${cells.map(line).join('\n')}\n`;
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return '-';
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
}
