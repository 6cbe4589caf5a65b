import type { Applicant } from '../../protocol/index.ts';
import type { KeptIdentity, SealedFields } from '../store/port.ts';
import { open, type SealingKey, seal } from './seal.ts';

/** The values of an applicant, each sealed by itself and bound to its case and field. */
export function sealedFields(
  { name, idNo, phone }: Pick<Applicant, 'name' | 'idNo' | 'phone'>,
  caseNo: string,
  key: SealingKey,
): SealedFields {
  const sealed = (field: string, value: string) => seal(value, key, { caseNo, field });
  return {
    keyId: key.id,
    name: sealed('name', name),
    idNo: idNo === undefined ? null : sealed('idNo', idNo),
    phone: phone === undefined ? null : sealed('phone', phone),
  };
}

/** The applicant as the business system named it. Throws `PrivacyError` when a seal is broken. */
export function openedApplicant(identity: KeptIdentity, key: SealingKey): Applicant {
  const { caseNo, kind, idType, name, idNo, phone } = identity;
  const opened = (field: string, value: string) => open(value, key, { caseNo, field });
  return {
    kind,
    name: opened('name', name),
    ...(idType === null ? {} : { idType }),
    ...(idNo === null ? {} : { idNo: opened('idNo', idNo) }),
    ...(phone === null ? {} : { phone: opened('phone', phone) }),
  };
}
