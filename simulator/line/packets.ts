/** By the type in a packet's first byte (MQTT-2.2.1). */
const KINDS = [
  'reserved',
  'connect',
  'connack',
  'publish',
  'puback',
  'pubrec',
  'pubrel',
  'pubcomp',
  'subscribe',
  'suback',
  'unsubscribe',
  'unsuback',
  'pingreq',
  'pingresp',
  'disconnect',
  'auth',
] as const;
export type PacketKind = (typeof KINDS)[number];

/** A whole MQTT packet as it stood on the wire. */
export interface Packet {
  bytes: Buffer;
  kind: PacketKind;
  /** Of a PUBLISH. */
  topic: string;
  /** Where the content of a PUBLISH begins. */
  payloadAt: number;
}

/** Takes a stream of bytes apart into MQTT packets (MQTT-2.2.3); keeps an unfinished one. */
export class PacketSplitter {
  private rest: Buffer = Buffer.alloc(0);

  /** Throws when the bytes are no MQTT. */
  push(bytes: Buffer): Packet[] {
    this.rest = Buffer.concat([this.rest, bytes]);
    const packets: Packet[] = [];
    for (let length = wholeLength(this.rest); length !== null; length = wholeLength(this.rest)) {
      packets.push(packetOf(this.rest.subarray(0, length)));
      this.rest = this.rest.subarray(length);
    }
    return packets;
  }
}

/** Length of the first packet; null while it is not all there. */
function wholeLength(bytes: Buffer): number | null {
  let remaining = 0;
  for (let at = 1; at <= 4; at++) {
    const digit = bytes[at];
    if (digit === undefined) return null;
    remaining += (digit & 127) * 128 ** (at - 1);
    if (digit > 127) continue;
    const length = at + 1 + remaining;
    return bytes.length < length ? null : length;
  }
  throw new Error('no MQTT: a remaining length of more than four bytes');
}

function packetOf(bytes: Buffer): Packet {
  const first = bytes[0] ?? 0;
  const kind = KINDS[first >> 4] ?? 'reserved';
  if (kind !== 'publish') return { bytes, kind, topic: '', payloadAt: bytes.length };
  let at = 1;
  while ((bytes[at] ?? 0) > 127) at++;
  const length = bytes.readUInt16BE(at + 1);
  const topicEnd = at + 3 + length;
  const quality = (first >> 1) & 3;
  const topic = bytes.toString('utf8', at + 3, topicEnd);
  return { bytes, kind, topic, payloadAt: topicEnd + (quality === 0 ? 0 : 2) };
}
