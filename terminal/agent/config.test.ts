import { describe, expect, it } from 'vitest';
import { parseAgentConfig } from './config.ts';

describe("the agent's settings", () => {
  it('have defaults for everything', () => {
    expect(parseAgentConfig([], {})).toMatchObject({
      ok: true,
      config: { hubUrl: 'http://localhost:8600', port: 8610, kind: 'evaluator' },
    });
  });

  it('take the command line before the environment', () => {
    const outcome = parseAgentConfig(['--port=1'], {
      HAOCHAPING_AGENT_PORT: '2',
      HAOCHAPING_AGENT_KIND: 'kiosk',
    });
    expect(outcome).toMatchObject({ ok: true, config: { port: 1, kind: 'kiosk' } });
  });

  it('tell every error at once, each naming what to change', () => {
    const outcome = parseAgentConfig(['--port', 'x', '--nope=1', 'word'], {
      HAOCHAPING_AGENT_HUB_URL: 'ftp://hub',
      HAOCHAPING_AGENT_FRAME_ANCESTORS: 'http://a/path',
    });
    if (outcome.ok) throw new Error('was taken');
    expect(outcome.errors).toHaveLength(5);
    const words = outcome.errors.join('\n');
    for (const part of ['--port (', '--nope', '"word"', '_HUB_URL', '--frame-ancestors']) {
      expect(words).toContain(part);
    }
  });

  it('that contradict each other are refused, all of them at once', () => {
    const argv = [
      '--screen',
      'none',
      '--keypad-port',
      '/dev/ttyUSB0',
      '--stand-in-udp-port',
      '8001',
    ];
    const outcome = parseAgentConfig(argv, {});
    expect(outcome.ok ? [] : outcome.errors.map((words) => words.split(':')[0])).toEqual([
      ...['--keypad-profile', '--screen none', '--window-no'],
    ]);
  });

  it('name the keys of an accessible keypad', () => {
    const outcome = parseAgentConfig(['--hid-keys', 'F13=confirm, F15=headphonesIn'], {});
    expect(outcome).toMatchObject({
      ok: true,
      config: { hidKeys: { F13: 'confirm', F15: 'headphonesIn' } },
    });
    expect(parseAgentConfig(['--hid-keys', 'F13=praise'], {})).toMatchObject({ ok: false });
  });
});
