/**
 * Groups of four are found again on paper; a number with its own marks is left as it is, because
 * they are part of it.
 */
export function groupsOfFour(caseNo: string): string[] {
  return /^[0-9A-Za-z]+$/.test(caseNo) ? (caseNo.match(/.{1,4}/g) ?? []) : [caseNo];
}
