import { describe, expect, it } from 'vitest';
import { rating } from '../examples.test-data.ts';
import { LIMITS } from '../limits.ts';
import { TimingsSchema } from './configuration.ts';
import { EnrolmentRequestSchema, UserCodeSchema } from './enrolment.ts';
import { RatingSchema } from './rating.ts';
import { ReceiptSchema } from './receipt.ts';
import { type ServiceRecord, ServiceRecordSchema } from './service.ts';

const record: ServiceRecord = {
  recordId: 'r-1',
  caseNo: '440304-20261122-000017',
  event: 'granted',
  occurredAt: '2026-11-22T09:30:00.000+08:00',
  mode: 'window',
  item: { itemCode: '440304-0017', name: '食品经营许可（新办）' },
  certificate: false,
  windowNo: 'A05',
  staff: { staffNo: '0317', name: '欧阳䶮' },
};

const stored = {
  outcome: 'stored',
  eventId: rating.eventId,
  standing: 'counted',
  receiptCode: 'K7M2',
  storedAt: '2026-11-22T09:30:01.000+08:00',
  duplicate: false,
};

function receiptOf(receipts: unknown[]) {
  return ReceiptSchema.safeParse({
    version: 1,
    terminalId: 'evaluator-01',
    hubTime: '2026-11-22T09:30:01.000+08:00',
    ledgerEpoch: '0b0f4d4e-7d6c-4c39-9d0f-2f8b1a9a3f10',
    receipts,
  });
}

describe('messages', () => {
  it('a rating needs the overall level and nothing of the other two', () => {
    const { business: _, service: __, tags: ___, text: ____, ...least } = rating.body;
    expect(RatingSchema.safeParse({ ...rating, body: least }).success).toBe(true);
    const { level: _____, ...none } = least;
    expect(RatingSchema.safeParse({ ...rating, body: none }).success).toBe(false);
  });

  it('a rating states the order of all five levels', () => {
    const body = { ...rating.body, displayOrder: [5, 4, 3, 2] };
    expect(RatingSchema.safeParse({ ...rating, body }).success).toBe(false);
  });

  it('a service record with a field nobody knows is refused, for a typing error would be lost', () => {
    expect(ServiceRecordSchema.safeParse(record).success).toBe(true);
    expect(ServiceRecordSchema.safeParse({ ...record, windowno: 'A05' }).success).toBe(false);
  });

  it('a service record may name its applicant, with numbers that look like numbers', () => {
    const applicant = {
      kind: 'person',
      name: '欧阳䶮',
      idNo: 'H1234567(8)',
      phone: '+86 138-0000-0000',
    };
    const parse = (changes: object) =>
      ServiceRecordSchema.safeParse({ ...record, applicant: { ...applicant, ...changes } }).success;
    expect(parse({})).toBe(true);
    for (const wrong of [
      { phone: '---' },
      { idNo: '()' },
      { kind: 'robot' },
      { name: '' },
      { x: 1 },
    ]) {
      expect(parse(wrong), JSON.stringify(wrong)).toBe(false);
    }
  });

  it('a receipt holds one to thirty-two entries', () => {
    expect(receiptOf([stored]).success).toBe(true);
    expect(receiptOf([]).success).toBe(false);
    expect(receiptOf(Array(LIMITS.receiptsPerMessage).fill(stored)).success).toBe(true);
    expect(receiptOf(Array(LIMITS.receiptsPerMessage + 1).fill(stored)).success).toBe(false);
  });

  it('an enrolment hands over the public half of a key and never a private one', () => {
    const publicKey = { kty: 'EC', crv: 'P-256', x: 'x'.repeat(43), y: 'y'.repeat(43) };
    const request = { kind: 'kiosk', publicKey, appVersion: '1' };
    expect(EnrolmentRequestSchema.safeParse(request).success).toBe(true);
    const leaky = EnrolmentRequestSchema.parse({
      ...request,
      publicKey: { ...publicKey, d: 'secret' },
    });
    expect(JSON.stringify(leaky)).not.toContain('secret');
  });

  it.each([
    '0BCD-EFGH',
    'OBCD-EFGH',
    'IBCD-EFGH',
    'LBCD-EFGH',
    '1BCD-EFGH',
    'abcd-efgh',
    'ABCDEFGH',
  ])('the code %s could be misheard over a counter', (code) => {
    expect(UserCodeSchema.safeParse(code).success).toBe(false);
    expect(UserCodeSchema.safeParse('ABCD-2345').success).toBe(true);
  });

  it('timings left out are those of the field: 8 s to change, 60 s to begin, 15 s of warning', () => {
    expect(TimingsSchema.parse({})).toEqual({
      undoMs: 8_000,
      thanksMs: 4_000,
      promptIdleMs: 60_000,
      warnMs: 15_000,
    });
  });
});
