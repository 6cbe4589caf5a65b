import type { RatingBody } from '../../../protocol/index.ts';

export type Language = RatingBody['language'];

export interface TypingWords {
  text: string;
  hint: string;
  done: string;
  back: string;
  space: string;
  erase: string;
  shift: string;
  loading: string;
  count: string;
  candidates: string;
  phrases: string;
  keyboard: string;
  previous: string;
  next: string;
  /** Ready words at hand before anything is typed. */
  chips: readonly string[];
}

const ZH_CN: TypingWords = {
  text: '您想说的话',
  hint: '请不要填写身份证号、电话等个人信息',
  done: '完成',
  back: '返回',
  space: '空格',
  erase: '删除',
  shift: '大写',
  loading: '正在准备拼音',
  count: '已写 {count} 字，最多 {limit} 字',
  candidates: '候选字词',
  phrases: '常用词语',
  keyboard: '键盘',
  previous: '上一页',
  next: '下一页',
  chips: ['等候时间', '服务态度', '窗口人员', '申请材料', '告知', '耐心解答', '效率', '建议'],
};

const ZH_HK: TypingWords = {
  text: '您想說的話',
  hint: '請不要填寫身份證號、電話等個人資料',
  done: '完成',
  back: '返回',
  space: '空格',
  erase: '刪除',
  shift: '大寫',
  loading: '正在準備拼音',
  count: '已寫 {count} 字，最多 {limit} 字',
  candidates: '候選字詞',
  phrases: '常用詞語',
  keyboard: '鍵盤',
  previous: '上一頁',
  next: '下一頁',
  chips: ['等候時間', '服務態度', '窗口人員', '申請材料', '告知', '耐心解答', '效率', '建議'],
};

const EN: TypingWords = {
  text: 'In your own words',
  hint: 'Please leave out identity and telephone numbers',
  done: 'Done',
  back: 'Back',
  space: 'Space',
  erase: 'Delete',
  shift: 'Capital',
  loading: 'Preparing pinyin',
  count: '{count} of {limit} characters',
  candidates: 'Candidates',
  phrases: 'Ready phrases',
  keyboard: 'Keyboard',
  previous: 'Previous page',
  next: 'Next page',
  chips: ['waiting time', 'staff', 'papers', 'explained well', 'friendly', 'slow', 'suggestion'],
};

export const TYPING_WORDS: Record<Language, TypingWords> = {
  'zh-CN': ZH_CN,
  'zh-HK': ZH_HK,
  en: EN,
};
