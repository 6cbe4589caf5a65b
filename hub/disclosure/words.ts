/** Why a group is not published; one word for all, or it would say which are the small ones. */
export const HIDDEN = '为保护评价人不公布';

/** Names of the tables, in the one order in which they stand. */
export const TABLE_NAMES = {
  total: '全部',
  halls: '大厅',
  departments: '部门',
  items: '事项',
} as const;

/** What the columns mean, in plain words. */
export function notes(smallestGroup: number): string[] {
  return [
    '满意率：非常满意、满意、基本满意三级评价之和，除以五级评价总数。',
    '默认评价：期限内无人评价的办件，按规定计为基本满意。默认评价单独列出，不计入“满意率”，只计入“含默认满意率”。',
    '评价以次计；一次评价多个办件的，评价计一次，办件按件数计。',
    '不予采纳：经复核属于恶意或者不实的评价，不计入个人，仍计入大厅、部门和事项。',
    '测试、待匹配、未采信的评价单独列出，不计入任何满意率。',
    '收到：本月收到的各类评价总数。缺失：终端编号中断、至今没有收到的评价数。隔离：无法读取或者互相矛盾、已经留存备查的消息数。',
    '缺失和隔离的消息无法辨认部门和事项，只按大厅列出。',
    `评价人数少于 ${smallestGroup} 人的项目，以及可以由此推算出来的项目，为保护评价人不公布。`,
    '本通报不含个人信息。',
  ];
}
