import type { Applicant, ApplicantKind, IdType } from '../../protocol/index.ts';
import { normalisedIdNo, normalisedPhone } from './normalise.ts';

const HIDDEN = '*';

/** 复姓: the surname is two characters. The common ones; a rare one shows its first only. */
const COMPOUND_SURNAMES = new Set(
  (
    '欧阳 司马 上官 诸葛 夏侯 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 司空 端木 独孤 南宫 百里 轩辕 ' +
    '长孙 宇文 鲜于 闻人 申屠 太史 呼延 赫连 澹台 公冶 宗政 濮阳 淳于 单于 钟离 万俟 仲孙 拓跋 夹谷'
  ).split(' '),
);

export interface MaskedApplicant {
  kind: ApplicantKind;
  name: string;
  idType: IdType | null;
  idNo: string | null;
  phone: string | null;
}

/** What a screen may show of an applicant (SZ-16). Pure. */
export function maskApplicant(applicant: Applicant): MaskedApplicant {
  const { kind, name, idType, idNo, phone } = applicant;
  return {
    kind,
    name: maskName(name),
    idType: idType ?? null,
    idNo: idNo === undefined ? null : maskIdNo(idNo),
    phone: phone === undefined ? null : maskPhone(phone),
  };
}

/** 王*, 王**, 欧阳**: the surname and a star for each further character; one alone is a star. */
export function maskName(name: string): string {
  const characters = [...name.trim()];
  const compound = COMPOUND_SURNAMES.has(characters.slice(0, 2).join(''));
  const shown = compound && characters.length > 2 ? 2 : 1;
  return masked(characters, { first: characters.length > 1 ? shown : 0, last: 0 });
}

/** 4403**********1234; fewer characters show less, and three or fewer show none. */
export function maskIdNo(idNo: string): string {
  const characters = [...normalisedIdNo(idNo)];
  const { length } = characters;
  if (length >= 15) return masked(characters, { first: 4, last: 4 });
  if (length >= 8) return masked(characters, { first: 2, last: 2 });
  return masked(characters, { first: length >= 4 ? 1 : 0, last: 0 });
}

/** 138****5678; a shorter number shows less, and one of three digits or fewer none. */
export function maskPhone(phone: string): string {
  const digits = [...normalisedPhone(phone)];
  const { length } = digits;
  if (length >= 11) return masked(digits, { first: 3, last: 4 });
  if (length >= 7) return masked(digits, { first: 0, last: 3 });
  return masked(digits, { first: 0, last: length >= 4 ? 1 : 0 });
}

/** Works on code points, so that a rare character (䶮, 𬭎) is hidden or shown whole. */
function masked(characters: string[], shown: { first: number; last: number }): string {
  const { length } = characters;
  const hidden = Math.max(0, length - shown.first - shown.last);
  const tail = characters.slice(length - shown.last);
  return [...characters.slice(0, shown.first), HIDDEN.repeat(hidden), ...tail].join('');
}
