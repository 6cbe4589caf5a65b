import { describe, expect, it } from 'vitest';
import type { ServiceEvent, ServiceRecord } from '../../protocol/index.ts';
import { opening } from './completion.ts';

type Case = [ServiceEvent, ServiceRecord['mode'], boolean, string | null, string];

describe('what a service record opens', () => {
  it.each<Case>([
    ['granted', 'online', false, 'completion', 'SZ-18a'],
    ['refused', 'online', false, 'completion', 'SZ-18a'],
    ['granted', 'online', true, null, 'SZ-18b'],
    ['collected', 'online', true, 'completion', 'SZ-18b'],
    ['granted', 'window', false, 'completion', 'SZ-18c'],
    ['refused', 'window', false, 'completion', 'SZ-18c'],
    ['returned', 'window', false, 'completion', 'SZ-18c'],
    ['granted', 'window', true, null, 'SZ-18d'],
    ['collected', 'window', true, 'completion', 'SZ-18d'],
    ['collected', 'window', false, null, 'SZ-18d'],
    ['received', 'window', true, 'receipt', 'SZ-18e'],
    ['received', 'online', false, null, 'SZ-18e'],
    ['flowEnded', 'kiosk', false, 'completion', 'SZ-18f'],
    ['flowEnded', 'window', false, null, 'SZ-18f'],
    ['granted', 'kiosk', false, null, 'SZ-18f'],
    ['receiptFailed', 'window', false, null, 'SZ-18g'],
    ['notAccepted', 'window', false, null, 'SZ-18g'],
    ['accepted', 'window', false, null, 'SZ-18'],
    ['consultationEnded', 'hotline', false, 'consultation', 'SZ-15/19'],
  ])('%s, %s, certificate %s: %s by %s', (event, mode, certificate, stage, rule) => {
    const record = { event, mode, certificate } as ServiceRecord;
    expect(opening(record)).toEqual({ stage, rule });
  });
});
