import { z } from 'zod';
import { parseTopic } from '../../protocol/index.ts';
import type { Packet } from '../line/packets.ts';
import type { Masker } from './masker.ts';

/** One MQTT packet between a terminal and its hub, a line of JSON in the file. */
export const RecordedSchema = z.strictObject({
  at: z.iso.datetime().describe('When it came by, by the clock of the recorder'),
  connection: z.int().min(1),
  direction: z.enum(['up', 'down']),
  kind: z.string().describe('Type of the packet, e.g. publish'),
  bytes: z.int().min(0).describe('Length on the wire'),
  terminalId: z.string().nullable(),
  topic: z.string().nullable().describe('Of a publish'),
  message: z.unknown().describe('Of a publish, decoded; null when it is no JSON'),
  masked: z.boolean().describe('Personal data was taken out; `raw` is the packet without it'),
  raw: z
    .string()
    .nullable()
    .describe('The packet, base64; null where it holds a secret, or what nobody can mask'),
});
export type Recorded = z.infer<typeof RecordedSchema>;

export interface Passed {
  at: number;
  connection: number;
  direction: 'up' | 'down';
}

/**
 * A packet as it is written down.
 *
 * @param masker null: personal data is kept
 */
export function recordedOf(packet: Packet, passed: Passed, masker: Masker | null): Recorded {
  const { bytes, kind, topic } = packet;
  const base = {
    at: new Date(passed.at).toISOString(),
    connection: passed.connection,
    direction: passed.direction,
    kind,
    bytes: bytes.length,
    terminalId: null,
    topic: null,
    message: null,
    masked: false,
  };
  if (kind === 'connect') {
    // The password of the terminal stands in it, for which no option asks.
    return { ...base, terminalId: clientIdOf(bytes), masked: true, raw: null };
  }
  if (kind !== 'publish') return { ...base, raw: bytes.toString('base64') };
  const terminalId = parseTopic(topic)?.terminalId ?? null;
  const message = jsonOf(bytes.subarray(packet.payloadAt));
  const about = { ...base, terminalId, topic };
  if (masker === null) return { ...about, message: message ?? null, raw: bytes.toString('base64') };
  if (message === undefined) return { ...about, masked: true, raw: null };
  const without = masker.mask(message);
  const changed = JSON.stringify(without) !== JSON.stringify(message);
  const raw = changed ? withPayload(packet, JSON.stringify(without)) : bytes;
  return { ...about, message: without, masked: changed, raw: raw.toString('base64') };
}

/** MQTT-3.1.3.1: the first field after the ten bytes of the variable header. */
function clientIdOf(bytes: Buffer): string | null {
  let at = 1;
  while ((bytes[at] ?? 0) > 127) at++;
  const begins = at + 11;
  if (bytes.length < begins + 2) return null;
  return bytes.toString('utf8', begins + 2, begins + 2 + bytes.readUInt16BE(begins)) || null;
}

function jsonOf(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** The same PUBLISH with another content. */
function withPayload({ bytes, payloadAt }: Packet, payload: string): Buffer {
  let headerEnd = 1;
  while ((bytes[headerEnd] ?? 0) > 127) headerEnd++;
  const rest = Buffer.concat([bytes.subarray(headerEnd + 1, payloadAt), Buffer.from(payload)]);
  const length: number[] = [];
  for (let left = rest.length; length.length === 0 || left > 0; left >>= 7) {
    length.push((left & 127) | (left > 127 ? 128 : 0));
  }
  return Buffer.concat([Buffer.of(bytes[0] ?? 0, ...length), rest]);
}

/** A recording out of its file. Throws with the number of the line that cannot be read. */
export function recordingOf(text: string): Recorded[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line, n) => {
    const parsed = RecordedSchema.safeParse(jsonOf(Buffer.from(line)));
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw new Error(`line ${n + 1}: ${issue?.path.join('.')}: ${issue?.message}`);
  });
}
