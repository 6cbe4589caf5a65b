import { describe, expect, it } from 'vitest';
import type { ServiceRecord } from '../../protocol/index.ts';
import { shenzhen } from '../rules/built-in.ts';
import { openingUnder } from './governed.ts';

function record(event: ServiceRecord['event']): ServiceRecord {
  return { event, mode: 'window', certificate: false } as ServiceRecord;
}

describe('what a record opens under a pack', () => {
  it('is what the rules of completion say', () => {
    const opened = openingUnder(shenzhen, record('granted'), '2026-11-22');
    expect(opened).toMatchObject({ stage: 'completion', rule: 'SZ-18c' });
    expect(openingUnder(shenzhen, record('accepted'), '2019-01-01')).toMatchObject({
      stage: null,
      rule: 'SZ-18',
    });
  });

  it('is nothing before the first day of the pack (SZ-17a)', () => {
    expect(openingUnder(shenzhen, record('granted'), '2019-10-10').stage).toBe('completion');
    expect(openingUnder(shenzhen, record('granted'), '2019-10-09')).toMatchObject({
      stage: null,
      rule: 'SZ-17a',
      facts: { day: '2019-10-09', validFrom: '2019-10-10' },
    });
  });

  it('is nothing at receipt where receipt is not rated (SZ-18e)', () => {
    const pack = { ...shenzhen, stages: { receipt: false } };
    expect(openingUnder(shenzhen, record('received'), '2026-11-22').stage).toBe('receipt');
    expect(openingUnder(pack, record('received'), '2026-11-22')).toMatchObject({
      stage: null,
      rule: 'SZ-18e',
    });
    expect(openingUnder(pack, record('granted'), '2026-11-22').stage).toBe('completion');
  });
});
