import { describe, expect, it } from 'vitest';
import { orderNo, parseOrderNo } from './order-no.ts';

describe('the number of a work order', () => {
  it('is the day of the rating and its place in the ledger, and leads back to both', () => {
    expect(orderNo('2026-11-20', 123)).toBe('GD20261120-000123');
    expect(orderNo('2026-11-20', 12_345_678)).toBe('GD20261120-12345678');
    expect(parseOrderNo('GD20261120-000123')).toEqual({ day: '2026-11-20', rating: 123 });
    expect(parseOrderNo('GD20261120-12345678')?.rating).toBe(12_345_678);
  });

  it.each(['', 'GD20261120-123', 'GD20261120-0000123', 'SS20261120-000123', 'GD20261120-00012x'])(
    'is not %j',
    (text) => expect(parseOrderNo(text)).toBeNull(),
  );
});
