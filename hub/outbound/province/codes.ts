import type { Channel, ServiceEvent, ServiceRecord } from '../../../protocol/index.ts';

/** How a rating came about: a citizen's channel, or the rule that no answer counts as level 3. */
export const RATING_CHANNELS = [
  'pc',
  'mobile',
  'qr',
  'evaluator',
  'kiosk',
  'hotline',
  'sms',
  'default',
] as const satisfies (Channel | 'default')[];
export type RatingChannel = (typeof RATING_CHANNELS)[number];

export const SERVICE_EVENT_NAMES = [
  'received',
  'receiptFailed',
  'accepted',
  'notAccepted',
  'granted',
  'refused',
  'returned',
  'collected',
  'flowEnded',
  'consultationEnded',
] as const satisfies ServiceEvent[];

export const SERVICE_MODES = [
  'window',
  'online',
  'kiosk',
  'hotline',
] as const satisfies ServiceRecord['mode'][];

/** 自然人, 企业法人, 事业法人, 社会组织法人, 非法人企业, 行政机关, 其他. */
export const APPLICANT_KINDS = [
  'person',
  'legalPerson',
  'institution',
  'socialOrganisation',
  'unincorporatedEnterprise',
  'administrativeBody',
  'other',
] as const;
export type ApplicantKind = (typeof APPLICANT_KINDS)[number];

/** Everything that a field of a platform can be filled with. */
export const FACTS = [
  'areaCode',
  'departmentCode',
  'itemCode',
  'itemName',
  'caseNo',
  'proStatus',
  'staffNo',
  'staffName',
  'applicantKind',
  'applicantName',
  'applicantIdNumber',
  'phone',
  'serviceName',
  'serviceNumber',
  'serviceTime',
  'serviceChannel',
  'acceptedAt',
  'decidedAt',
  'ratingChannel',
  'satisfaction',
  'tags',
  'text',
  'ratedAt',
  'assessNumber',
] as const;
export type Fact = (typeof FACTS)[number];
export type Facts = Record<Fact, string | null>;
