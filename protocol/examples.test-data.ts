import type { Rating } from './messages/rating.ts';

/** A rating with everything in it that a rating may have. */
export const rating: Rating = {
  version: 1,
  terminalId: 'evaluator-01',
  bootId: '0b0f4d4e-7d6c-4c39-9d0f-2f8b1a9a3f10',
  deviceTime: '2026-11-22T09:30:00.000+08:00',
  clockOffsetMs: -250,
  eventId: '019a9f3e-5b00-7a31-8f00-5d2b6c7e8f90',
  seq: 41,
  signature: 'A'.repeat(86),
  body: {
    caseNo: '440304-20261122-000017',
    stage: 'completion',
    invitationId: '7b0f4d4e-7d6c-4c39-9d0f-2f8b1a9a3f11',
    promptId: '8b0f4d4e-7d6c-4c39-9d0f-2f8b1a9a3f12',
    level: 2,
    business: 2,
    service: 4,
    tags: [{ list: 'national', version: 2, code: '207' }],
    text: '材料样本没有放在窗口，\n来回跑了两次。',
    channel: 'evaluator',
    input: 'touch',
    displayOrder: [5, 4, 3, 2, 1],
    language: 'zh-CN',
    revisions: 1,
  },
};
