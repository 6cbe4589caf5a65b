import { z } from 'zod';
import { systemClock } from '../../terminal/link/index.ts';
import type { Recorded } from '../exchange/recorded.ts';
import { Recorder } from '../exchange/recorder.ts';
import { flag, readOptions, whole } from '../options.ts';
import type { Command } from './command.ts';
import { paintFor } from './paint.ts';

const USAGE = `node simulator/main.ts record --file FILE [options]

Stands between terminals and their hub and writes down every MQTT packet, decoded and raw, one line
of JSON each. Give its address to a terminal as the hub's (or its MQTT address to one that is
enrolled). What citizens wrote, staff, case numbers and links are masked, a terminal's password is
never written. Shows each message as it passes; Ctrl-C ends it.

  npm run sim -- record --file exchange.jsonl
  npm run sim -- terminal --hub http://127.0.0.1:8700

Exit codes: 0 ended as asked; 1 a port is taken or the file cannot be written; 2 wrong options.`;

const SHAPE = {
  file: z.string('needed: where the recording goes').min(1).describe('Lines are added to it'),
  hub: z.url().default('http://localhost:8600').describe('Where the hub is'),
  hubMqtt: z
    .string()
    .regex(/^(off|[^:\s]+:\d{1,5})$/, 'expected host:port, or off')
    .default('localhost:1883')
    .describe('Where it takes MQTT over TCP; off for WebSocket alone (default localhost:1883)'),
  port: whole(0, 65_535).default(8700).describe('HTTP and WebSocket of the recorder (8700)'),
  mqttPort: whole(0, 65_535).default(0).describe('MQTT over TCP of the recorder (a free one)'),
  personal: flag().describe('Keep personal data; such a file is to be guarded like the hub'),
};

async function run(argv: readonly string[]): Promise<number> {
  const options = readOptions(USAGE, SHAPE, argv, process.env);
  if (!options.ok) {
    (options.exitCode === 0 ? process.stdout : process.stderr).write(options.words);
    return options.exitCode;
  }
  const { file, hub, hubMqtt, port, mqttPort, personal } = options.values;
  const [host = '', mqtt = ''] = hubMqtt.split(':');
  const recorder = new Recorder({
    ...{ hubUrl: hub, file, personal, httpPort: port, mqttPort, clock: systemClock },
    mqtt: hubMqtt === 'off' ? null : { host, port: Number(mqtt) },
    onLine: (line) => process.stdout.write(shown(line)),
  });
  try {
    const { url, mqttUrl } = await recorder.start();
    process.stderr.write(`hub for terminals  ${url}\n`);
    if (mqttUrl !== null) process.stderr.write(`MQTT               ${mqttUrl}\n`);
  } catch (error) {
    await recorder.stop();
    process.stderr.write(`${(error as Error).message}\n`);
    return 1;
  }
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await recorder.stop();
  return 0;
}

function shown({ at, direction, kind, terminalId, topic, message, bytes }: Recorded): string {
  const paint = paintFor(process.stdout);
  const arrow = direction === 'up' ? paint('cyan', '↑') : paint('magenta', '↓');
  const name = topic?.split('/').at(-1) ?? kind;
  const content = message === null ? `${bytes} bytes` : JSON.stringify(message);
  return `${paint('gray', at.slice(11, 23))} ${arrow} ${terminalId ?? '-'} ${paint('bold', name)} ${content}\n`;
}

export const recordCommand: Command = {
  summary: 'writes down what crosses between terminals and a hub',
  run,
};
