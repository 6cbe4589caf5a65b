// Keeps how screens look now, and says why they changed, after a run of the browser stories has
// built them: `npm run snapshots -- --reason "…" [--only asking,thanks]`.
import { parseArgs } from 'node:util';
import { launchChromium } from '../chromium.ts';
import { openServed, serveBuilt } from '../served.ts';
import { readKept, SIZES, sizesOf, writeKept } from './kept.ts';
import { isTheSame, Photographer, type Picture } from './picture.ts';

const { values } = parseArgs({
  options: { reason: { type: 'string', default: '' }, only: { type: 'string' } },
});
if (values.reason.trim() === '') {
  process.stderr.write('Say why the screens changed: npm run snapshots -- --reason "…"\n');
  process.exit(2);
}

const { addresses, stop } = await serveBuilt();
const browser = await launchChromium();
const page = await openServed(browser, 'gallery', 'index.html', { addresses });
const all = await page.getByRole('link').allTextContents();
const photographer = await Photographer.on(page);
const kept = await readKept();
for (const name of Object.keys(kept)) if (!all.includes(name)) delete kept[name];
const names = values.only?.split(',') ?? all;
const now = new Map<string, Record<string, Picture>>(names.map((name) => [name, {}]));
for (const size of SIZES) {
  for (const [name, pictures] of now) {
    if (sizesOf(name).includes(size)) pictures[size] = await photographer.take(name, size);
  }
}
for (const [name, pictures] of now) {
  const before = kept[name]?.pictures;
  if (
    before !== undefined &&
    sizesOf(name).every((size) => isTheSame(before[size], pictures[size]))
  ) {
    continue;
  }
  const since = new Date().toISOString().slice(0, 10);
  kept[name] = { since, reason: values.reason, pictures };
  process.stdout.write(`${name} is kept as it is now\n`);
}
await writeKept(kept);
await browser.close();
await stop();
