import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Picture } from './picture.ts';

const FILE = join(import.meta.dirname, 'pictures.json');

/** A 7" evaluator shows every screen; on a kiosk each kind of screen is laid out otherwise. */
export const SIZES = ['1024x600', '1080x1920'] as const;
const ON_A_KIOSK = ['asking-kiosk', 'chosen-kiosk', 'idle-kiosk', 'indicators', 'linked', 'thanks'];

/** How a screen looks at each size, since when, and why it was changed then. */
export interface Kept {
  since: string;
  reason: string;
  pictures: Record<string, Picture>;
}

export function sizesOf(preview: string): readonly string[] {
  return ON_A_KIOSK.includes(preview) ? SIZES : SIZES.slice(0, 1);
}

export async function readKept(): Promise<Record<string, Kept>> {
  return JSON.parse(await readFile(FILE, 'utf8').catch(() => '{}'));
}

export async function writeKept(kept: Record<string, Kept>): Promise<void> {
  const sorted = Object.entries(kept).sort(([a], [b]) => (a < b ? -1 : 1));
  await writeFile(FILE, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
}
