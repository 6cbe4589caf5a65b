import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LANGUAGES, type Language, phrasesOf } from './phrases.ts';

/**
 * Makes every recording anew: `node terminal/app/voice/make-clips.ts`. Needs espeak-ng (GPL-3;
 * what it speaks is not) and opus-tools: `apt-get install espeak-ng opus-tools`. The same versions
 * make the same bytes.
 */
const VOICES: Record<Language, { voice: string; wordsPerMinute: number }> = {
  'zh-CN': { voice: 'cmn-latn-pinyin', wordsPerMinute: 165 },
  'zh-HK': { voice: 'yue', wordsPerMinute: 165 },
  en: { voice: 'en-gb', wordsPerMinute: 155 },
};
const ENCODING = ['--quiet', '--speech', '--bitrate', '11', '--framesize', '60', '--padding', '0'];
/** A stream's number is random otherwise. */
const SERIAL = '1';

const folder = join(import.meta.dirname, '../public/voice');
rmSync(folder, { recursive: true, force: true });
const manifest: Record<string, Record<string, { words: string; sha256: string }>> = {};
let bytes = 0;
for (const language of LANGUAGES) {
  mkdirSync(join(folder, language), { recursive: true });
  const made: (typeof manifest)[string] = {};
  for (const [clip, words] of phrasesOf(language)) {
    // Latin letters have their English names everywhere.
    const spoken = /^sign[A-Z]$/.test(clip) ? 'en' : language;
    const { voice, wordsPerMinute } = VOICES[spoken];
    const speech = run('espeak-ng', ['-v', voice, '-s', `${wordsPerMinute}`, '--stdout', words]);
    const opus = run('opusenc', [...ENCODING, '--serial', SERIAL, '-', '-'], speech);
    writeFileSync(join(folder, language, `${clip}.opus`), opus);
    made[clip] = { words, sha256: createHash('sha256').update(opus).digest('hex') };
    bytes += opus.length;
  }
  manifest[language] = made;
}
const path = join(import.meta.dirname, 'manifest.json');
writeFileSync(path, `${JSON.stringify(manifest, null, 2)}\n`);
process.stdout.write(`${bytes} bytes\n`);

function run(command: string, args: string[], input?: Buffer): Buffer {
  const done = spawnSync(command, args, { input, maxBuffer: 64 * 1024 * 1024 });
  if (done.status === 0) return done.stdout;
  throw new Error(`${command}: ${done.error?.message ?? done.stderr}`);
}
