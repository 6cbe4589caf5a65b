import { describe, expect, it } from 'vitest';
import { paperFrom, slipBytes } from './escpos.ts';
import { SlipSchema } from './slip.ts';

const SLIP = {
  above: ['政务服务“好差评”', '事项:居住证签注 䶮𬭎'],
  qr: { text: 'https://pj.example.cn/p/abc', errorCorrection: 'M' as const },
  below: ['手机扫码评价,自愿、真实'],
};

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('a slip for a receipt printer (SZ-14c)', () => {
  it('begins anew, in Chinese mode, and is cut at its end', () => {
    const bytes = hex(slipBytes(SLIP));
    expect(bytes.startsWith('1b401c26')).toBe(true);
    expect(bytes.endsWith('1b64041d564200')).toBe(true);
  });

  it('says its text in GB18030, rare characters in two and in four bytes', () => {
    const bytes = hex(slipBytes(SLIP));
    expect(bytes).toContain('d5fecef1b7fecef1a1b0bac3b2eec6c0a1b10a');
    // 䶮 U+4DAE and 𬭎 U+2CB4E, as any GB18030 decoder reads them.
    const decoded = new TextDecoder('gb18030').decode(slipBytes(SLIP));
    expect(decoded).toContain('事项:居住证签注 䶮𬭎\n');
  });

  it("gives the QR code's text to the printer's own command, with its length", () => {
    const text = Buffer.from(SLIP.qr.text).toString('hex');
    const length = (SLIP.qr.text.length + 3).toString(16).padStart(2, '0');
    const bytes = hex(slipBytes(SLIP));
    expect(bytes).toContain(`1d286b${length}00315030${text}1d286b0300315130`);
    expect(bytes).toContain('1d286b0300314531');
  });

  it('cannot be made to say commands of its own', () => {
    const forged = { ...SLIP, below: ['\u001b@'] };
    expect(SlipSchema.safeParse(forged).success).toBe(false);
    expect(SlipSchema.safeParse({ ...SLIP, qr: { text: 'x'.repeat(600) } }).success).toBe(false);
  });

  it('hears the paper sensor, and no answer in anything else', () => {
    expect([0x12, 0x72, 0x1e, 0x00, 0xff].map(paperFrom)).toEqual([
      ...['there', 'gone', 'there'],
      ...['no answer', 'no answer'],
    ]);
  });
});
