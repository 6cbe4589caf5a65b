import iconv from 'iconv-lite';
import type { Slip } from './slip.ts';

const ESC = 0x1b;
const FS = 0x1c;
const GS = 0x1d;
const DLE = 0x10;
const EOT = 0x04;

/** Asks for the paper sensor (DLE EOT 4). */
export const ASK_PAPER = Uint8Array.of(DLE, EOT, 0x04);

/** Bits of its answer: 1 and 4 are always set, 5 and 6 say that there is no paper. */
export function paperFrom(answer: number): 'there' | 'gone' | 'no answer' {
  if ((answer & 0b1001_0011) !== 0b0001_0010) return 'no answer';
  return (answer & 0b0110_0000) === 0 ? 'there' : 'gone';
}

/** Points of a module; a QR code of 45 modules is then 34 mm wide on 8 dots a millimetre. */
const MODULE_DOTS = 6;

/**
 * A slip as ESC/POS, the language of receipt printers: text in GB18030, which knows every Chinese
 * character and which printers of this country read in their Chinese mode, and the printer's own
 * QR command.
 */
export function slipBytes({ above, qr, below }: Slip): Uint8Array<ArrayBuffer> {
  const [title = '', ...facts] = above;
  return Uint8Array.from([
    ...[ESC, 0x40], // begin anew
    ...[FS, 0x26], // Chinese mode
    ...align('centre'),
    ...[ESC, 0x45, 1, ...line(title), ESC, 0x45, 0], // bold
    ...align('left'),
    ...facts.flatMap(line),
    ...align('centre'),
    ...qrCode(qr.text),
    ...below.flatMap(line),
    ...[ESC, 0x64, 4], // feed
    ...[GS, 0x56, 0x42, 0], // cut
  ]);
}

function align(where: 'left' | 'centre'): number[] {
  return [ESC, 0x61, where === 'left' ? 0 : 1];
}

function line(text: string): number[] {
  return [...iconv.encode(text, 'gb18030'), 0x0a];
}

/** GS ( k: model 2, size, error correction M, the text, print. */
function qrCode(text: string): number[] {
  const data = [...new TextEncoder().encode(text)];
  const length = data.length + 3;
  const order = (...rest: number[]) => [
    GS,
    0x28,
    0x6b,
    rest.length & 0xff,
    rest.length >> 8,
    ...rest,
  ];
  return [
    ...order(0x31, 0x41, 0x32, 0),
    ...order(0x31, 0x43, MODULE_DOTS),
    ...order(0x31, 0x45, 0x31),
    ...[GS, 0x28, 0x6b, length & 0xff, length >> 8, 0x31, 0x50, 0x30, ...data],
    ...order(0x31, 0x51, 0x30),
  ];
}
