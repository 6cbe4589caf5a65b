import { describe, expect, it } from 'vitest';
import { HELP, readOptions, wantedPorts } from './options.ts';

describe('the options of the demonstration', () => {
  it('are the known ports and .data when nothing is said', () => {
    const outcome = readOptions([]);
    expect(outcome).toEqual({
      kind: 'run',
      options: {
        dataFolder: '.data',
        fresh: false,
        port: 8080,
        hubPort: 8600,
        mqttPort: 1883,
        agentPort: 8611,
      },
    });
  });

  it('name every wrong port at once', () => {
    const outcome = readOptions(['--port', 'x', '--hub-port', '70000', '--mqtt-port=-1']);
    expect(outcome).toMatchObject({ kind: 'wrong' });
    expect(JSON.stringify(outcome)).toMatch(/--port .*--hub-port .*--mqtt-port/);
  });

  it('refuse what they do not know', () => {
    expect(readOptions(['--prot', '1'])).toMatchObject({
      kind: 'wrong',
      errors: [expect.stringContaining('--prot')],
    });
  });

  it('list all ports with the option that moves each', () => {
    const outcome = readOptions(['--agent-port', '9000', '--port=0']);
    if (outcome.kind !== 'run') throw new Error(outcome.kind);
    expect(wantedPorts(outcome.options)).toEqual([
      { option: '--port', port: 0 },
      { option: '--hub-port', port: 8600 },
      { option: '--mqtt-port', port: 1883 },
      { option: '--agent-port', port: 9000 },
      { option: '--agent-port', port: 9001 },
      { option: '--agent-port', port: 9002 },
    ]);
    for (const { option } of wantedPorts(outcome.options)) expect(HELP).toContain(option);
  });
});
