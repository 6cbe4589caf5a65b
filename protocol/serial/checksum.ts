/** What guards a frame against noise. `crc16` is CRC-16/MODBUS, sent low byte first. */
export const CHECKSUMS = ['none', 'sum8', 'xor8', 'crc16'] as const;
export type Checksum = (typeof CHECKSUMS)[number];

export const CHECKSUM_BYTES: Record<Checksum, number> = { none: 0, sum8: 1, xor8: 1, crc16: 2 };

/** The check bytes of these bytes, as they stand in the frame. */
export function checkBytes(checksum: Checksum, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  switch (checksum) {
    case 'none':
      return new Uint8Array();
    case 'sum8':
      return Uint8Array.of(bytes.reduce((sum, byte) => (sum + byte) & 0xff, 0));
    case 'xor8':
      return Uint8Array.of(bytes.reduce((sum, byte) => sum ^ byte, 0));
    case 'crc16': {
      const crc = crc16(bytes);
      return Uint8Array.of(crc & 0xff, crc >> 8);
    }
  }
}

function crc16(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  }
  return crc;
}
