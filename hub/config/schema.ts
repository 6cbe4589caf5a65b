import { z } from 'zod';
import { origins, portOrOff, publicAddress, secret, urlOrOff, whole, yesOrNo } from './kinds.ts';

/** Everything that can be set at a hub. The description is what the README's table says. */
export const ConfigSchema = z.object({
  dataFolder: z
    .string()
    .min(1)
    .default('./data')
    .describe('Folder of the database; the truth lives here, back it up'),
  keyFile: z
    .string()
    .default('')
    .describe(
      'File of the keys that seal identities; by default beside the data folder, named like it ' +
        'with ".keys". Back it up apart from the data; inside the data folder it is refused',
    ),
  identityRetentionDays: whole(1, 3_650)
    .default(180)
    .describe("Days after a case's last record until its applicant's identity is deleted"),
  logMegabytes: whole(1, 1_024)
    .default(32)
    .describe(
      'Size of the write-ahead log beside the database, reserved at start; a long one saves the disk work',
    ),
  host: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('Address to listen on; anything but loopback needs --behind-tls-proxy'),
  httpPort: whole(0, 65_535)
    .default(8600)
    .describe('Port of the HTTP API and of MQTT over WebSocket (path /mqtt); 0 takes a free one'),
  mqttPort: portOrOff()
    .default(1883)
    .describe('Port of MQTT over TCP; 0 takes a free one, "off" leaves WebSocket only'),
  behindTlsProxy: yesOrNo()
    .default(false)
    .describe(
      'Says that a proxy in front ends TLS, so that secrets never cross a network in plain text',
    ),
  allowedOrigins: origins()
    .default([])
    .describe('Web origins besides localhost that may call the hub, separated by commas'),
  publicUrl: publicAddress()
    .default(null)
    .describe(
      'Address at which citizens reach the hub, for QR codes and SMS; https but for this machine, "off" for none',
    ),
  phoneFolder: z
    .string()
    .default('')
    .describe('Folder of the built page behind QR codes; by default the one built here'),
  editionsFolder: z
    .string()
    .default('')
    .describe(
      'Folder of the apps that terminals may be given, a folder each; by default "editions" in the data folder',
    ),
  testMode: yesOrNo()
    .default(false)
    .describe(
      'For trials: its clock can be set forward, everything says so, and it takes only an empty data ' +
        'folder or one made so, which no hub without it opens again',
    ),
  rulePack: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,39}$/, 'expected the name of a rule pack, e.g. shenzhen')
    .default('shenzhen')
    .describe(
      'Place whose rule packs say when a case may be rated: shenzhen, xinjiang, or imported',
    ),
  logLevel: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('How much is logged; no personal data at any level'),
  maxConnections: whole(1, 1_000_000)
    .default(20_000)
    .describe('MQTT connections at a time, all together'),
  maxConnectionsPerAddress: whole(1, 1_000_000)
    .default(10_000)
    .describe('MQTT connections from one address; a whole hall may sit behind one'),
  messagesPerSecond: whole(1, 1_000_000)
    .default(2_000)
    .describe('MQTT packets a second of one terminal; a faster one is slowed, nothing is dropped'),
  connectTimeoutMs: whole(100, 60_000)
    .default(10_000)
    .describe('How long a connection may stay without having logged in'),
  enrolmentMinutes: whole(1, 10).default(10).describe('How long an enrolment code is good for'),
  pendingEnrolments: whole(1, 100)
    .default(100)
    .describe('Enrolment requests that may wait for approval at a time'),
  enrolmentsPerMinute: whole(1, 100_000)
    .default(60)
    .describe('Enrolment requests that one address may make in a minute'),
  sessionMinutes: whole(1, 1_440)
    .default(480)
    .describe("How long an administrator's session lasts without use"),
  figureCacheDays: whole(1, 4_000)
    .default(400)
    .describe('Days of figures held in memory; questions about more are slower, never wrong'),
  stopTimeoutMs: whole(100, 600_000)
    .default(10_000)
    .describe('How long a stop waits for work in flight'),
  hotlineUrl: urlOrOff()
    .default(null)
    .describe('Where the 12345 hotline takes work orders (SZ-21a); switching it on begins then'),
  hotlineToken: secret().describe('Bearer token for the hotline; best in the environment'),
  smsUrl: urlOrOff().default(null).describe('Where the SMS gateway takes reminders (SZ-13)'),
  smsToken: secret().describe('Bearer token for the SMS gateway; best in the environment'),
  provinceUrl: urlOrOff()
    .default(null)
    .describe('Where the provincial platform takes service records and ratings'),
  provinceProfile: z
    .string()
    .min(1)
    .default('majority')
    .describe('How the platform wants to be told: majority, zhejiang, or a file ending in .json'),
  provinceToken: secret().describe('Token or secret for the platform; best in the environment'),
  provinceAreaCode: z
    .string()
    .regex(/^(\d{6,12})?$/, 'expected 6 to 12 digits')
    .default('')
    .describe('行政区划代码 that the platform knows this hub by'),
  outboundStuckMinutes: whole(1, 10_080)
    .default(60)
    .describe('A delivery that waits for longer than this shows as stuck'),
});
export type HubConfig = z.infer<typeof ConfigSchema>;

/** Settings with defaults for all that is not given; for tests and other composition roots. */
export function configOf(given: z.input<typeof ConfigSchema>): HubConfig {
  return ConfigSchema.parse(given);
}
