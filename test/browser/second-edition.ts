import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';

/** Makes a built app another one: its page says so, and its worker knows the page's revision. */
export async function becomeSecond(folder: string): Promise<void> {
  const page = join(folder, 'index.html');
  await writeFile(page, (await readFile(page, 'utf8')).replace('<html', '<html data-edition="2"'));
  const worker = join(folder, 'sw.js');
  const text = await readFile(worker, 'utf8');
  const revision =
    /(url:"index\.html",revision:")[0-9a-f]+|(revision:")[0-9a-f]+(",url:"index\.html")/;
  expect(text).toMatch(revision);
  await writeFile(worker, text.replace(revision, '$1$2second$3'));
}
