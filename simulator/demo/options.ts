import { parseArgs } from 'node:util';

/** What can be chosen about the demonstration. Port 0 takes a free one. */
export interface DemoOptions {
  dataFolder: string;
  fresh: boolean;
  port: number;
  hubPort: number;
  mqttPort: number;
  /** Of the first agent; the others take the two ports after it. */
  agentPort: number;
}

export type OptionsOutcome =
  | { kind: 'run'; options: DemoOptions }
  | { kind: 'help' }
  | { kind: 'wrong'; errors: string[] };

export const AGENTS = 3;

const PORTS = { port: 8080, 'hub-port': 8600, 'mqtt-port': 1883, 'agent-port': 8611 } as const;

export const HELP = `npm start -- [options]

  --port <n>        the page to open in a browser (default ${PORTS.port})
  --hub-port <n>    HTTP and MQTT over WebSocket of the hub (default ${PORTS['hub-port']})
  --mqtt-port <n>   MQTT over TCP (default ${PORTS['mqtt-port']})
  --agent-port <n>  first of the three agents' ports (default ${PORTS['agent-port']})
  --data <folder>   where the demonstration keeps its data (default .data)
  --fresh           forget the data of earlier starts and begin anew
  --help            this list
Port 0 takes any free one.
`;

/** Reads the command line. Pure; names every error at once. */
export function readOptions(argv: readonly string[]): OptionsOutcome {
  let values: Record<string, string | boolean | undefined>;
  try {
    values = parse(argv);
  } catch (error) {
    return { kind: 'wrong', errors: [(error as Error).message] };
  }
  if (values.help) return { kind: 'help' };
  const errors: string[] = [];
  const port = (name: keyof typeof PORTS) => {
    const text = values[name];
    if (text === undefined) return PORTS[name];
    if (/^\d{1,5}$/.test(String(text)) && Number(text) <= 65_535) return Number(text);
    errors.push(`--${name} must be a number from 0 to 65535, not "${text}"`);
    return 0;
  };
  const options: DemoOptions = {
    dataFolder: String(values.data ?? '.data'),
    fresh: values.fresh === true,
    port: port('port'),
    hubPort: port('hub-port'),
    mqttPort: port('mqtt-port'),
    agentPort: port('agent-port'),
  };
  if (options.dataFolder.trim() === '') errors.push('--data must name a folder');
  return errors.length > 0 ? { kind: 'wrong', errors } : { kind: 'run', options };
}

function parse(argv: readonly string[]) {
  const text = { type: 'string' } as const;
  const yes = { type: 'boolean' } as const;
  return parseArgs({
    args: [...argv],
    options: {
      port: text,
      'hub-port': text,
      'mqtt-port': text,
      'agent-port': text,
      data: text,
      fresh: yes,
      help: yes,
    },
  }).values;
}

/** Every port that will be listened on, with the option that moves it. */
export function wantedPorts(options: DemoOptions): { option: string; port: number }[] {
  const agents = Array.from({ length: AGENTS }, (_, i) => ({
    option: '--agent-port',
    port: options.agentPort === 0 ? 0 : options.agentPort + i,
  }));
  return [
    { option: '--port', port: options.port },
    { option: '--hub-port', port: options.hubPort },
    { option: '--mqtt-port', port: options.mqttPort },
    ...agents,
  ];
}
