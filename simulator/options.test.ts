import { describe, expect, it } from 'vitest';
import { flag, readOptions, whole } from './options.ts';

const SHAPE = {
  json: flag().describe('as JSON'),
  count: whole(1, 9).default(3).describe('how many'),
};
const read = (argv: string[], env = {}) => readOptions('test', SHAPE, argv, env);

describe('the options of a command', () => {
  it('have switches that are on when they are named, wherever they stand', () => {
    expect(read([])).toEqual({ ok: true, values: { json: false, count: 3 } });
    expect(read(['--json', '--count', '4'])).toEqual({
      ok: true,
      values: { json: true, count: 4 },
    });
    const env = { HAOCHAPING_SIMULATOR_JSON: 'yes' };
    expect(read([], env)).toMatchObject({ values: { json: true } });
  });

  it('are refused with every error at once', () => {
    const outcome = read(['--count', '12', '--other', 'more'], { HAOCHAPING_SIMULATOR_JSON: '?' });
    expect(outcome).toMatchObject({ ok: false, exitCode: 2 });
    const words = outcome.ok ? '' : outcome.words;
    for (const part of ['--count', '--other', '--json']) expect(words).toContain(part);
  });
});
