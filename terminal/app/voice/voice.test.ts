import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Devices, Headphones, namesHeadphones } from './headphones.ts';
import manifest from './manifest.json' with { type: 'json' };
import { clipsOf, isPersonal } from './order.ts';
import { LANGUAGES, phrasesOf } from './phrases.ts';

const folder = join(import.meta.dirname, '../public/voice');

describe('the recordings', () => {
  it.each(LANGUAGES)('in %s are one for each phrase, made of its words of today', (language) => {
    const made = Object.entries(manifest[language]).map(([clip, { words }]) => [clip, words]);
    expect(made).toEqual([...phrasesOf(language)]);
  });

  it('are the files that the manifest names, and no stale ones; all together under 1.5 MB', () => {
    const named = LANGUAGES.flatMap((language) =>
      Object.entries(manifest[language]).map(([clip, { sha256 }]) => [
        `${language}/${clip}.opus`,
        sha256,
      ]),
    );
    let bytes = 0;
    const found = globSync('*/*', { cwd: folder }).map((path) => {
      const file = readFileSync(join(folder, path));
      bytes += file.length;
      return [path.replaceAll('\\', '/'), createHash('sha256').update(file).digest('hex')];
    });
    expect(found.sort()).toEqual(named.sort());
    expect(bytes).toBeLessThan(1_500_000);
  });

  it('say the five levels, every tag, every digit and every letter', () => {
    const clips = [...phrasesOf('zh-CN').keys()];
    expect(clips).toEqual(expect.arrayContaining(['level5', 'level1', 'tag510', 'tag115']));
    expect(clips.filter((clip) => clip.startsWith('sign'))).toHaveLength(36);
  });
});

describe('what is said', () => {
  const phrases = [
    'askCompletion',
    { onlyHeadphones: ['caseNo', { spell: '44-a' }] },
    { spell: 'A01' },
  ] as const;

  it('SZ-16: holds case numbers back from the loudspeaker, with what leads up to them', () => {
    expect(clipsOf(phrases, false)).toEqual(['askCompletion', 'signA', 'sign0', 'sign1']);
    expect(clipsOf(phrases, true)).toEqual([
      ...['askCompletion', 'caseNo', 'sign4', 'sign4', 'signA'],
      ...['signA', 'sign0', 'sign1'],
    ]);
    expect(isPersonal(phrases)).toBe(true);
    expect(isPersonal(['thanks', { spell: '1' }])).toBe(false);
  });
});

describe('headphones', () => {
  it.each([
    ['Headphones (USB Audio)', true],
    ['EZ-Key USB', true],
    ['耳机', true],
    ['HDMI', false],
    ['', false],
  ])('a sound output named "%s": %s', (label, areIn) => {
    expect(namesHeadphones([{ kind: 'audiooutput', label }])).toBe(areIn);
    expect(namesHeadphones([{ kind: 'audioinput', label }])).toBe(false);
  });

  it('are looked for again when a device comes or goes; the word of the agent counts more', async () => {
    let label = '';
    let changed = () => {};
    const devices: Devices = {
      enumerateDevices: async () => [{ kind: 'audiooutput', label }],
      addEventListener: (_, listener) => {
        changed = listener;
      },
      removeEventListener: () => {},
    };
    const heard: boolean[] = [];
    const headphones = new Headphones(devices, (areIn) => heard.push(areIn));
    headphones.start();
    await Promise.resolve();
    label = 'Headset';
    changed();
    await expect.poll(() => headphones.areIn).toBe(true);
    headphones.tell(false);
    expect(headphones.areIn).toBe(false);
    headphones.tell(null);
    expect(heard).toEqual([true, false, true]);
  });

  it('SZ-16: are taken to be out where nothing is known', async () => {
    const headphones = new Headphones(undefined, () => {});
    headphones.start();
    expect(headphones.areIn).toBe(false);
  });
});
