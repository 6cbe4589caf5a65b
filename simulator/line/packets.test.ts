import { describe, expect, it } from 'vitest';
import { PacketSplitter } from './packets.ts';

/** PUBLISH with QoS 1 to `a/b`, content `{}`. */
const PUBLISH = Buffer.from('3209 0003 612f62 0007 7b7d'.replaceAll(' ', ''), 'hex');
const PINGREQ = Buffer.from('c000', 'hex');

describe('the splitter of MQTT packets', () => {
  it('gives whole packets, however the bytes come', () => {
    const splitter = new PacketSplitter();
    const bytes = Buffer.concat([PUBLISH, PINGREQ, PUBLISH]);
    const packets = [...bytes].flatMap((byte) => splitter.push(Buffer.of(byte)));
    expect(packets.map(({ kind }) => kind)).toEqual(['publish', 'pingreq', 'publish']);
    expect(Buffer.concat(packets.map((packet) => packet.bytes))).toEqual(bytes);
    const [first] = packets;
    expect(first?.topic).toBe('a/b');
    expect(first?.bytes.toString('utf8', first.payloadAt)).toBe('{}');
  });

  it('finds the content of a PUBLISH with QoS 0, which has no number', () => {
    const [packet] = new PacketSplitter().push(
      Buffer.from('3005 0001 61 7b7d'.replaceAll(' ', ''), 'hex'),
    );
    expect(packet?.bytes.toString('utf8', packet.payloadAt)).toBe('{}');
  });

  it('refuses what is no MQTT', () => {
    const noise = Buffer.from('30ffffffffff', 'hex');
    expect(() => new PacketSplitter().push(noise)).toThrow('no MQTT');
  });
});
