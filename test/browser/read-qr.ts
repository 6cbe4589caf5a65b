import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

const DECODER = fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'));

/** What a phone reads in a picture: the decoder of Android's scanners, ZXing. Empty for no code. */
export async function readQr(png: Uint8Array): Promise<string> {
  const wasmBinary = (await readFile(DECODER)).buffer as ArrayBuffer;
  prepareZXingModule({ overrides: { wasmBinary } });
  const [code] = await readBarcodes(png, { formats: ['QRCode'], maxNumberOfSymbols: 1 });
  return code?.text ?? '';
}
