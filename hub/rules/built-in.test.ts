import { describe, expect, it } from 'vitest';
import { shenzhen, xinjiang } from './built-in.ts';

describe('the packs that come with the hub', () => {
  it('SZ-17: cite the clauses of their original, and say what it does not say', () => {
    const { document, clause, unconfirmed } = shenzhen.source;
    expect(document).toBe('深圳市政务服务“好差评”实施办法(试行)');
    for (const cited of ['第十七条', '第十八条', '第二十条', '第二十一条', '第二十六条']) {
      expect(clause).toContain(cited);
    }
    expect(unconfirmed).toContain(shenzhen.validFrom);
  });

  it('say when nobody has seen the original', () => {
    expect(xinjiang.source).toMatchObject({
      document: expect.stringContaining('未见原文'),
      unconfirmed: expect.stringContaining('须与原文核对'),
    });
  });
});
