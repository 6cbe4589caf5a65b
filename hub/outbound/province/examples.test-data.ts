import type { ServiceRecord } from '../../../protocol/index.ts';
import type { DeliverySource, RatedCase } from '../delivery.ts';

/** One step of a case, for tests of the mapping. */
export function record(other: Partial<ServiceRecord> = {}): ServiceRecord {
  return {
    recordId: 'r1',
    caseNo: 'C1',
    event: 'granted',
    occurredAt: '2026-11-22T09:30:05.000+08:00',
    mode: 'window',
    item: { itemCode: 'i1', name: '居住证办理' },
    certificate: false,
    hallId: 'north',
    windowNo: 'A01',
    staff: { staffNo: 's1', name: '王晓' },
    ...other,
  };
}

/** A counted rating of that case. */
export function rated(
  rating: Partial<RatedCase['rating']> = {},
  other: Partial<RatedCase> = {},
): Extract<DeliverySource, { kind: 'rating' }> {
  return {
    kind: 'rating',
    assessNumber: 1,
    defaultsTold: 0,
    rating: {
      caseNo: 'C1',
      stage: 'completion',
      invitationId: null,
      promptId: '0e6ec1b2-7b6a-4b39-9d0f-0d7f3f1c8f11',
      level: 5,
      channel: 'evaluator',
      input: 'touch',
      displayOrder: [5, 4, 3, 2, 1],
      language: 'zh-CN',
      revisions: 0,
      ...rating,
    },
    tappedAt: Date.parse('2026-11-22T23:59:59.900+08:00'),
    standing: 'counted',
    signature: 'valid',
    receiptCode: '00000000',
    place: {
      hallId: 'north',
      departmentCode: 'd1',
      windowNo: 'A01',
      itemCode: 'i1',
      staffNo: 's1',
    },
    itemName: '居住证办理',
    history: [record()],
    ...other,
  };
}

/** The default of that case, which nobody rated. */
export function defaulted(): Extract<DeliverySource, { kind: 'default' }> {
  const { tappedAt, place, itemName, history } = rated();
  const rating = { caseNo: 'C1', stage: 'completion', level: 3 } as const;
  const about = { tappedAt, place, itemName, history };
  return { kind: 'default', inForce: true, rating, assessNumber: 1, defaultsTold: 0, ...about };
}
