import type { RatingBody } from '../../../protocol/index.ts';
import { NATIONAL_TAGS } from '../../../protocol/tags.ts';
import { tagName } from '../../tag-names.ts';
import { SENTENCES } from '../words/sentences.ts';

export type Language = RatingBody['language'];
export const LANGUAGES: readonly Language[] = ['zh-CN', 'zh-HK', 'en'];

/** Each sentence as it is said: Mandarin, Cantonese, English. */
const FIXED = {
  welcome: ['欢迎您评价政务服务', '歡迎您評價政務服務', 'Welcome. You can rate your service here.'],
  voluntary: [
    '评价自愿，不影响您的办理结果',
    '評價自願，不影響您嘅辦理結果',
    'Rating is voluntary and does not affect your matter.',
  ],
  askReceipt: [
    '请您评价本次收件服务',
    '請您評價今次收件服務',
    'How was it to hand in your papers?',
  ],
  askCompletion: ['请您评价本次办理', '請您評價今次辦理', 'How was your matter handled?'],
  askConsultation: ['请您评价本次咨询服务', '請您評價今次諮詢服務', 'How was your consultation?'],
  askAgain: ['请重新选择', '請重新選擇', 'Please choose again.'],
  press: ['按', '撳', 'Press'],
  level5: ['非常满意', '非常滿意', 'very satisfied'],
  level4: ['满意', '滿意', 'satisfied'],
  level3: ['基本满意', '基本滿意', 'mostly satisfied'],
  level2: ['不满意', '不滿意', 'not satisfied'],
  level1: ['非常不满意', '非常不滿意', 'not at all satisfied'],
  youChose: ['您选择了', '您選擇咗', 'You chose'],
  enterConfirms: ['按确认键提交', '撳確認掣提交', 'Press Enter to send.'],
  enterNext: ['按确认键评价下一项', '撳確認掣評價下一項', 'Press Enter for the next part.'],
  backRevises: ['按返回键修改', '撳返回掣修改', 'Press Back to change it.'],
  backDeclines: ['按返回键暂不评价', '撳返回掣暫不評價', 'Press Back not to rate now.'],
  enterTools: [
    '按确认键调整大字、对比、语音和语言',
    '撳確認掣調整大字、對比、語音同語言',
    'Press Enter for large letters, contrast, voice and language.',
  ],
  enterCloses: ['按确认键返回', '撳確認掣返回', 'Press Enter to go back.'],
  large: ['大字', '大字', 'large letters'],
  contrast: ['高对比', '高對比', 'high contrast'],
  voice: ['语音', '語音', 'voice'],
  language: ['语言', '語言', 'language'],
  itemByItem: ['逐项评价', '逐項評價', 'rate each part'],
  chinese: ['简体中文', '簡體中文', 'Simplified Chinese'],
  simpleChinese: ['简明中文', '簡明中文', 'plain Chinese'],
  cantonese: ['繁体中文，广东话', '繁體中文，廣東話', 'Traditional Chinese, Cantonese'],
  english: ['英语', '英文', 'English'],
  autoConfirm: ['稍后自动提交', '稍後自動提交', 'It is sent by itself in a few seconds.'],
  warning: [
    '还在评价吗？即将返回首页',
    '仲喺度評價嗎？就快返回首頁',
    'Are you still there? This screen will close soon.',
  ],
  extend: ['按确认键继续评价', '撳確認掣繼續評價', 'Press Enter to go on.'],
  details: [
    '您还可以说明具体方面，也可以直接提交',
    '您仲可以說明具體方面，亦可以直接提交',
    'You may say more, or send it now.',
  ],
  business: ['业务方面', '業務方面', 'About the procedure'],
  service: ['服务方面', '服務方面', 'About the service'],
  tags: [
    '请选择具体方面，可以多选',
    '請選擇具體方面，可以多選',
    'Choose what exactly. You may choose several.',
  ],
  chosen: ['已选择', '已選擇', 'chosen'],
  cleared: ['已取消', '已取消', 'taken back'],
  previous: ['上一项', '上一項', 'previous'],
  next: ['下一项', '下一項', 'next'],
  item: ['第', '第', 'Number'],
  itemEnd: ['项', '項', ''],
  batch: [
    '一次评价适用于本次全部办件',
    '一次評價適用於今次全部辦件',
    'This one rating is for all your cases.',
  ],
  theme: [
    '这是主题服务，可以评价整体，也可以逐项评价',
    '呢個係主題服務，可以評價整體，亦可以逐項評價',
    'This is a combined service. You may rate the whole, or each part.',
  ],
  handling: [
    '您反映的情况将由责任单位核实处理并反馈',
    '您反映嘅情況將由責任單位核實處理並回覆',
    'The body in charge will look into it and answer.',
  ],
  privacy: ['不公开您的个人信息', '不公開您嘅個人資料', 'Your personal data is never published.'],
  saving: ['正在保存', '正在儲存', 'Saving.'],
  notSaved: [
    '没有保存成功，请再按一次',
    '未能儲存，請再撳一次',
    'It was not saved. Please press again.',
  ],
  thanks: ['感谢您的评价', '多謝您嘅評價', 'Thank you for your rating.'],
  thanksOffline: [
    '您的评价已保存在本机，网络恢复后自动上传',
    '您嘅評價已儲存喺本機，網絡恢復後自動上傳',
    'Your rating is kept here and sent once the network is back.',
  ],
  receipt: ['评价回执号', '評價回執號', 'Your receipt code is'],
  declined: ['本次不评价', '今次不評價', 'Not rated.'],
  timedOut: [
    '已返回，本次没有评价',
    '已返回，今次冇評價',
    'The screen was closed. Nothing was rated.',
  ],
  later: [
    '您可以用手机扫描二维码评价',
    '您可以用手機掃描二維碼評價',
    'You can rate later with your phone.',
  ],
  needsService: [
    '本机暂停评价，请咨询工作人员',
    '本機暫停評價，請向工作人員查詢',
    'This device is out of service. Please ask the staff.',
  ],
  paused: ['本窗口暂停服务', '本窗口暫停服務', 'This window is closed at the moment.'],
  caseNo: ['办件编号', '辦件編號', 'Case number'],
  windowNo: ['窗口', '窗口', 'Window'],
  voiceOn: ['语音已打开', '語音已開啟', 'Voice is on.'],
  voiceOff: ['语音已关闭', '語音已關閉', 'Voice is off.'],
  largeOn: ['大字已打开', '大字已開啟', 'Large letters are on.'],
  help: [
    '按数字键一到五选择满意程度，按确认键提交，按返回键修改',
    '撳數字掣一至五選擇滿意程度，撳確認掣提交，撳返回掣修改',
    'Press one to five to choose, Enter to send, Back to change.',
  ],
} as const satisfies Record<string, readonly [string, string, string]>;

/** A recording that every hall has in every language. */
export type Clip = keyof typeof FIXED | `tag${number}` | `sentence${number}` | `sign${string}`;

const DIGITS = {
  'zh-CN': '零一二三四五六七八九',
  'zh-HK': '零一二三四五六七八九',
  en: '0123456789',
};
const SIGNS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Everything that is recorded in a language, and the words of it. Empty where a language says nothing. */
export function phrasesOf(language: Language): ReadonlyMap<Clip, string> {
  const place = LANGUAGES.indexOf(language);
  const phrases = new Map<Clip, string>();
  for (const [clip, words] of Object.entries(FIXED)) {
    const text = words[place];
    if (text !== undefined && text !== '') phrases.set(clip as Clip, text);
  }
  for (const { code } of NATIONAL_TAGS) {
    phrases.set(`tag${Number(code)}`, tagName(code, language));
  }
  for (const [index, sentence] of SENTENCES[language].entries()) {
    phrases.set(`sentence${index + 1}`, sentence);
  }
  for (const sign of SIGNS) {
    const digit = Number.parseInt(sign, 10);
    phrases.set(`sign${sign}`, Number.isNaN(digit) ? sign : ([...DIGITS[language]][digit] ?? sign));
  }
  return phrases;
}
