/** A case number as people read it off paper, e.g. `4403 0020 2611`; one with its own marks as it is. */
export function inFours(caseNo: string): string {
  return /^[0-9A-Za-z]+$/.test(caseNo) ? caseNo.replace(/.{4}(?=.)/g, '$& ') : caseNo;
}

/** `2026年11月29日` of `2026-11-29`. */
export function dayInChinese(day: string): string {
  const [year, month, dayOfMonth] = day.split('-').map(Number);
  return `${year}年${month}月${dayOfMonth}日`;
}
