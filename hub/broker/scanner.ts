import { LIMITS } from '../../protocol/index.ts';

/** Why a stream of bytes cannot go on as MQTT. */
export type ScanFault =
  | { reason: 'oversized'; bytes: number }
  | { reason: 'malformed' }
  | { reason: 'notConnect' };

/** A CONNECT with id, secret and will fits many times; nobody who has not logged in needs more. */
export const CONNECT_BYTES = 4 * 1024;

const CONNECT = 1;
const LONGEST_HEADER = 4;

/**
 * Follows the fixed headers of MQTT packets through a stream, however it is cut, and finds a
 * packet that is too long from its announced length, before any of it is kept
 * (MQTT-2.2.3: one byte of type, one to four of remaining length).
 */
export class PacketScanner {
  private first = true;
  /** Bytes of the present packet's body still to come. */
  private body = 0;
  /** Bytes of the present length field seen; −1 while the type byte is awaited. */
  private lengthBytes = -1;
  private length = 0;

  /** How many packets began in this chunk, or what is wrong with it. */
  scan(chunk: Uint8Array): number | ScanFault {
    let packets = 0;
    let at = 0;
    while (at < chunk.length) {
      if (this.body > 0) {
        const step = Math.min(this.body, chunk.length - at);
        this.body -= step;
        at += step;
        continue;
      }
      const byte = chunk[at++] as number;
      if (this.lengthBytes < 0) {
        if (this.first && byte >> 4 !== CONNECT) return { reason: 'notConnect' };
        this.lengthBytes = 0;
        this.length = 0;
        continue;
      }
      const fault = this.takeLength(byte);
      if (fault) return fault;
      if (this.lengthBytes < 0) packets++;
    }
    return packets;
  }

  private takeLength(byte: number): ScanFault | undefined {
    this.length += (byte & 0x7f) * 128 ** this.lengthBytes;
    this.lengthBytes++;
    if (byte & 0x80) {
      return this.lengthBytes === LONGEST_HEADER ? { reason: 'malformed' } : undefined;
    }
    if (this.length > (this.first ? CONNECT_BYTES : LIMITS.packetBytes)) {
      return { reason: 'oversized', bytes: this.length };
    }
    this.first = false;
    this.body = this.length;
    this.lengthBytes = -1;
    return undefined;
  }
}
