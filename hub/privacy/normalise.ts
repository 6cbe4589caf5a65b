/** One spelling of an identity number: half-width, capitals, no blanks or hyphens. */
export function normalisedIdNo(idNo: string): string {
  return idNo.normalize('NFKC').toUpperCase().replaceAll(/[\s-]/g, '');
}

const MAINLAND_MOBILE = /^(?:00)?86(1\d{10})$/;

/** One spelling of a telephone number: digits only, a mainland mobile without its country code. */
export function normalisedPhone(phone: string): string {
  const digits = phone.normalize('NFKC').replaceAll(/\D/g, '');
  return MAINLAND_MOBILE.exec(digits)?.[1] ?? digits;
}
