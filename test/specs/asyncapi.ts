import {
  downTopic,
  LIMITS,
  TerminalIdSchema,
  TOPIC_ROOT,
  upTopic,
  WIRE_VERSION,
} from '../../protocol/index.ts';
import { DOWN_MESSAGES, jsonSchemaOf, type MessageSpec, UP_MESSAGES } from './messages.ts';

type Direction = 'up' | 'down';
type Entry = [kind: string, spec: MessageSpec, direction: Direction];

/** The wire as an AsyncAPI 3 document, seen from the hub: it receives `up` and sends `down`. */
export function asyncApiDocument(): object {
  const entries: Entry[] = [
    ...Object.entries(UP_MESSAGES).map(([kind, spec]): Entry => [kind, spec, 'up']),
    ...Object.entries(DOWN_MESSAGES).map(([kind, spec]): Entry => [kind, spec, 'down']),
  ];
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'haochaping: rating terminals and hub',
      version: `${WIRE_VERSION}.0.0`,
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
      description:
        `MQTT 3.1.1 or 5. A terminal publishes below ${TOPIC_ROOT}/up/<its id>/ and subscribes to ` +
        'the exact topics below down; there is no wildcard and no retained message. Client id = ' +
        `user name = terminal id. A payload is UTF-8 JSON of at most ${LIMITS.payloadBytes} bytes.`,
    },
    defaultContentType: 'application/json',
    servers: servers(),
    channels: Object.fromEntries(entries.map((entry) => [entry[0], channel(entry)])),
    operations: Object.fromEntries(
      entries.map((entry) => [operationName(entry), operation(entry)]),
    ),
    components: {
      messages: Object.fromEntries(entries.map(([, spec]) => [spec.name, message(spec)])),
      parameters: {
        terminalId: { description: String(TerminalIdSchema.description) },
      },
      securitySchemes: {
        terminalSecret: {
          type: 'userPassword',
          description: 'User name: the terminal id. Password: the secret given at enrolment.',
        },
      },
    },
  };
}

function servers(): object {
  const security = [{ $ref: '#/components/securitySchemes/terminalSecret' }];
  return {
    tcp: {
      host: 'localhost:1883',
      protocol: 'mqtt',
      description: 'For the agent and other Node clients',
      security,
    },
    webSocket: {
      host: 'localhost:8600',
      pathname: '/mqtt',
      protocol: 'ws',
      description: "For the browser app, on the hub's HTTP port",
      security,
    },
  };
}

function channel([kind, spec, direction]: Entry): object {
  const build = direction === 'up' ? upTopic : downTopic;
  return {
    address: build('{terminalId}', kind as never),
    description: spec.words,
    parameters: { terminalId: { $ref: '#/components/parameters/terminalId' } },
    messages: { [spec.name]: { $ref: `#/components/messages/${spec.name}` } },
  };
}

function operation([kind, spec, direction]: Entry): object {
  return {
    action: direction === 'up' ? 'receive' : 'send',
    channel: { $ref: `#/channels/${kind}` },
    summary: spec.words,
    messages: [{ $ref: `#/channels/${kind}/messages/${spec.name}` }],
    // One QoS a direction: a broker may drop what overtakes another packet (architecture §5, 8).
    bindings: { mqtt: { qos: direction === 'up' ? 1 : 0, retain: false, bindingVersion: '0.2.0' } },
  };
}

function operationName([, spec, direction]: Entry): string {
  return `${direction === 'up' ? 'receive' : 'send'}${spec.name}`;
}

function message(spec: MessageSpec): object {
  return {
    name: spec.name,
    summary: spec.words,
    contentType: 'application/json',
    payload: {
      schemaFormat: 'application/schema+json;version=draft-07',
      schema: jsonSchemaOf(spec.schema, 'draft-7'),
    },
  };
}
