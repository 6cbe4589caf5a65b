import { z } from 'zod';
import { textSchema } from '../identifiers.ts';
import { LIMITS } from '../limits.ts';

/** Who can apply for a service: the kinds that deployed platforms tell apart (userProp). */
export const APPLICANT_KINDS = {
  person: '自然人',
  legalPerson: '企业法人',
  institution: '事业法人',
  socialOrganisation: '社会组织法人',
  unincorporatedEnterprise: '非法人企业',
  administrativeBody: '行政机关',
  other: '其他',
} as const;

export const ApplicantKindSchema = z.enum(
  Object.keys(APPLICANT_KINDS) as [
    keyof typeof APPLICANT_KINDS,
    ...(keyof typeof APPLICANT_KINDS)[],
  ],
);
export type ApplicantKind = z.infer<typeof ApplicantKindSchema>;

export const IdTypeSchema = z
  .enum([
    'residentId',
    'passport',
    'hongKongMacaoPermit',
    'taiwanPermit',
    'foreignerPermit',
    'socialCreditCode',
    'other',
  ])
  .describe(
    '居民身份证 | 护照 | 港澳通行证 | 台湾通行证 | 外国人永久居留证 | 统一社会信用代码 | 其他',
  );
export type IdType = z.infer<typeof IdTypeSchema>;

/**
 * The person or body a case is for (SZ-16). Sealed by the hub on arrival, masked wherever it is
 * shown, in no log, topic, figure or ledger.
 */
export const ApplicantSchema = z.strictObject({
  kind: ApplicantKindSchema.describe(Object.values(APPLICANT_KINDS).join(' | ')),
  name: textSchema(LIMITS.applicantName).min(1).describe('At most 120 characters'),
  idType: IdTypeSchema.optional(),
  idNo: z
    .string()
    .min(1)
    .max(LIMITS.idNo)
    .regex(/^[A-Za-z0-9][A-Za-z0-9()（）\- ]*$/, 'expected letters, digits, "-" or brackets')
    .optional()
    .describe('证件号码, at most 40 characters'),
  phone: z
    .string()
    .min(3)
    .max(LIMITS.phone)
    .regex(/^\+?[()\- ]*(?:[0-9][()\- ]*){3,}$/, 'expected three or more digits, "+", "-", "()"')
    .optional()
    .describe('For the reminder (SZ-13) and the follow-up (SZ-21b); at most 32 characters'),
});
export type Applicant = z.infer<typeof ApplicantSchema>;
