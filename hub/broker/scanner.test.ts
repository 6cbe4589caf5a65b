import { generate } from 'mqtt-packet';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../protocol/index.ts';
import { CONNECT_BYTES, PacketScanner } from './scanner.ts';

const connect = generate({
  cmd: 'connect',
  clientId: 'w01',
  protocolId: 'MQTT',
  protocolVersion: 4,
  clean: true,
  keepalive: 30,
  username: 'w01',
  password: Buffer.from('secret'),
});
const publish = (bytes: number) =>
  generate({
    cmd: 'publish',
    topic: 'hcp/1/up/w01/rating',
    payload: Buffer.alloc(bytes),
    qos: 1,
    messageId: 1,
    dup: false,
    retain: false,
  });

function connected(): PacketScanner {
  const scanner = new PacketScanner();
  scanner.scan(connect);
  return scanner;
}

describe('the packet scanner', () => {
  it('counts packets joined in one chunk', () => {
    const chunk = Buffer.concat([connect, publish(10), publish(300), publish(20_000)]);
    expect(new PacketScanner().scan(chunk)).toBe(4);
  });

  it('counts the same packets when they come byte by byte', () => {
    const scanner = new PacketScanner();
    let packets = 0;
    for (const byte of Buffer.concat([connect, publish(10), publish(300), publish(20_000)])) {
      packets += scanner.scan(Uint8Array.of(byte)) as number;
    }
    expect(packets).toBe(4);
  });

  it('takes a packet of exactly the longest length and refuses one byte more', () => {
    const header = (length: number) =>
      Uint8Array.of(0x32, (length & 0x7f) | 0x80, ((length >> 7) & 0x7f) | 0x80, length >> 14);
    expect(connected().scan(header(LIMITS.packetBytes))).toBe(1);
    expect(connected().scan(header(LIMITS.packetBytes + 1))).toEqual({
      reason: 'oversized',
      bytes: LIMITS.packetBytes + 1,
    });
  });

  it('refuses the announcement alone, before any of the body came', () => {
    expect(connected().scan(Uint8Array.of(0x32, 0xff, 0xff, 0xff, 0x7f))).toMatchObject({
      reason: 'oversized',
    });
  });

  it('finds an endless length field malformed', () => {
    expect(connected().scan(Uint8Array.of(0x32, 0xff, 0xff, 0xff, 0xff, 0x01))).toEqual({
      reason: 'malformed',
    });
  });

  it('wants CONNECT first and keeps it small', () => {
    expect(new PacketScanner().scan(publish(1))).toEqual({ reason: 'notConnect' });
    expect(new PacketScanner().scan(Buffer.from('GET / HTTP/1.1\r\n'))).toEqual({
      reason: 'notConnect',
    });
    expect(new PacketScanner().scan(Uint8Array.of(0x10, 0x81, 0x80, 0x01))).toMatchObject({
      reason: 'oversized',
    });
    expect(CONNECT_BYTES).toBeLessThan(LIMITS.packetBytes);
  });
});
