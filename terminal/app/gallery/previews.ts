import type { Configuration, Prompt } from '../../../protocol/index.ts';
import { type Details, NO_DETAILS } from '../screen/details.ts';
import { USUAL } from '../screen/presentation.ts';
import {
  type Asking,
  type Choice,
  type ChosenScreen,
  INITIAL_STATE,
  keyOf,
  type Screen,
  type State,
} from '../screen/state.ts';
import { EMPTY_SURROUNDINGS, type Surroundings } from '../surroundings.ts';
import type { Preview } from './preview.ts';
import { technicianPreviews } from './technician-previews.ts';

/** The monotonic moment at which every preview stands still. */
export const NOW = 100_000;
const LATER = NOW + 60_000;
const REFUSED = 'Connection refused: Not authorized';

const staff = { staffNo: '0231', name: '林静怡' };
const serviceWindow = { windowNo: '12', name: '不动产登记' };

const prompt: Prompt = {
  promptId: '5f0f3f4e-0e53-4c8e-8a44-1a4f3a0b6c11',
  invitationId: '0b9ae3d8-7d5b-4b55-9df5-3b5f7f0a2c22',
  caseNo: '4403002026112200018',
  stage: 'completion',
  item: { itemCode: 'BDC-0107', name: '二手房转移登记' },
  serviceWindow,
  staff,
  issuedAt: '2026-11-22T10:31:00.000+08:00',
  showUntil: '2026-11-22T10:41:00.000+08:00',
  lastDay: '2026-11-29',
};

const longPrompt: Prompt = {
  ...prompt,
  caseNo: '44030020261122000187654321098765432109876543210987',
  item: {
    itemCode: 'SB-0042',
    name: '城镇企业职工基本养老保险与机关事业单位基本养老保险关系转移接续及补缴历史欠费后个人账户权益一次性清算核定（跨省通办）',
  },
  staff: { staffNo: 'SZ-20260231', name: '䶮㛃𬭎𫖮' },
  serviceWindow: { windowNo: 'B112', name: '社会保险跨省通办综合受理专窗' },
};

const longestPrompt: Prompt = {
  ...longPrompt,
  item: { ...longPrompt.item, name: longPrompt.item.name.repeat(2).slice(0, 120) },
};

const kioskPrompt: Prompt = { ...prompt, serviceWindow: null, staff: null };

const configuration: Configuration = {
  revision: 3,
  kind: 'evaluator',
  hall: { hallId: 'sz-nanshan', name: '深圳市南山区政务服务大厅' },
  serviceWindow,
  staff,
  terminalNo: 'NS-E12',
  timings: INITIAL_STATE.timings,
  notices: [
    '评价完全自愿，不影响您的办理结果。',
    '本窗口今日可办理存量房转移、抵押与注销登记，请您提前备好身份证件。',
    '需要大字版指南或手语服务，请告诉工作人员。',
  ],
  timeZone: 'Asia/Shanghai',
};

const kioskConfiguration: Configuration = {
  ...configuration,
  kind: 'kiosk',
  serviceWindow: null,
  staff: null,
  terminalNo: 'NS-K07',
};

const online: Surroundings = { ...EMPTY_SURROUNDINGS, configuration, hub: 'reached' };
const offline: Surroundings = { ...online, hub: 'away', pending: 3 };
const padded: Surroundings = { ...online, hasKeys: true };
const kiosk: Surroundings = { ...online, configuration: kioskConfiguration };

const askingOf = (of: Prompt): Asking => ({
  key: keyOf(of),
  prompt: of,
  promptIds: { hub: of.promptId },
  expiresAt: LATER,
});

const choice: Choice = {
  eventId: '0193541c-9d5b-7e52-8a3b-0c6f5f0a7b33',
  level: 4,
  input: 'touch',
  revisions: 0,
  details: NO_DETAILS,
  heldUntil: LATER,
};

const idle: Screen = { kind: 'idle', awakeUntil: null };

const asking = (of: Prompt, more: Partial<Extract<Screen, { kind: 'asking' }>> = {}): Screen => ({
  kind: 'asking',
  asking: askingOf(of),
  touched: false,
  opensAt: NOW,
  deadline: LATER,
  revising: null,
  failed: false,
  ...more,
});

const chosen = (
  of: Prompt,
  level: 5 | 4 | 3 | 2 | 1,
  more: Partial<ChosenScreen> & { details?: Partial<Details> } = {},
): Screen => ({
  kind: 'chosen',
  asking: askingOf(of),
  choice: { ...choice, level, details: { ...NO_DETAILS, ...more.details } },
  held: true,
  opensAt: NOW,
  releaseAt: more.touched ? LATER : NOW + 6_000,
  releasing: false,
  failed: false,
  before: null,
  page: 'details',
  touched: false,
  tagPage: 0,
  keyed: false,
  ...more,
});

const thanks = (receiptCode: string | null): Screen => ({
  kind: 'thanks',
  asking: askingOf(prompt),
  choice,
  receiptCode,
  until: LATER,
});

const notRated = (ending: 'declined' | 'timedOut', of = prompt): Screen => ({
  kind: 'notRated',
  asking: askingOf(of),
  ending,
  until: LATER,
  yieldsAt: LATER,
});

const unenrolled = (
  userCode: string | null,
  trouble: Extract<Screen, { kind: 'unenrolled' }>['trouble'],
): Screen => ({
  kind: 'unenrolled',
  userCode,
  expiresAt: userCode === null ? null : NOW + 583_000,
  fingerprint: '8F3A 02C1 77DE 5B90 E41C',
  trouble,
});

const of = (
  screen: Screen,
  surroundings: Surroundings = online,
  more: Partial<State> = {},
): Preview => ({ state: { ...INITIAL_STATE, screen, ...more }, surroundings });

const linked = (
  index: number,
  theme: Prompt,
  levels: Details['linked'] = [],
  more: Partial<Extract<Screen, { kind: 'linked' }>> = {},
): Screen => ({
  kind: 'linked',
  asking: askingOf(theme),
  index,
  choice: levels.length === 0 ? null : linkedChoice(levels),
  page: 'level',
  tagPage: 0,
  keyed: false,
  opensAt: NOW,
  deadline: LATER,
  failed: false,
  ...more,
});
const linkedChoice = (levels: Details['linked']): Choice => ({
  ...choice,
  level: null,
  details: { ...NO_DETAILS, linked: levels },
});

const ITEMS = [
  '食品经营许可',
  '企业设立登记',
  '公章刻制备案',
  '公众聚集场所投入使用、营业前消防安全检查',
  '户外招牌设置备案',
];
const themeOf = (count: number): Prompt => ({
  ...prompt,
  item: { itemCode: 'T-001', name: '开办餐饮店“一件事”' },
  linkedCases: Array.from({ length: count }, (_, i) => ({
    caseNo: `44030020261122${String(i).padStart(5, '0')}`,
    item: { itemCode: `i${i}`, name: ITEMS[i % ITEMS.length] ?? '' },
  })),
});
const theme = themeOf(5);
const batch: Prompt = {
  ...prompt,
  batch: {
    declarationNo: 'D2026',
    caseNos: Array.from({ length: 300 }, (_, i) => `44030020261122${String(i).padStart(5, '0')}`),
    count: 300,
  },
};
const rated = [
  { caseNo: theme.linkedCases?.[0]?.caseNo ?? '', level: 4, tags: [] },
  { caseNo: theme.linkedCases?.[1]?.caseNo ?? '', level: 1, tags: ['109', '115'] },
] as const;
const longTheme = {
  ...theme,
  linkedCases: theme.linkedCases?.map((each, i) => ({
    ...each,
    item: i % 2 === 0 ? longPrompt.item : longestPrompt.item,
  })),
};
const receipt: Prompt = { ...prompt, stage: 'receipt' };
const promised: Prompt = {
  ...prompt,
  handlingWorkingDays: 10,
  link: 'https://rate.example.gov.cn/r/AcY5Hq0BkLp3xZ7mWv2uT9sR4eD8fG1hJ6kN0bQ5cVyA3iO',
};
const large = { presentation: { ...USUAL, large: true } };
const contrast = { presentation: { ...USUAL, contrast: true } };
const english = { presentation: { ...USUAL, language: 'en' as const } };
const traditional = { presentation: { ...USUAL, language: 'zh-HK' as const } };
const simple = { presentation: { ...USUAL, simple: true } };
const hours = { opens: '09:00', closes: '17:30', days: [1, 2, 3, 4, 5] };
const open: Surroundings = {
  ...online,
  configuration: { ...configuration, openingHours: { ...hours, days: [7] } },
};
const closed: Surroundings = {
  ...online,
  configuration: { ...configuration, openingHours: hours },
};

export const PREVIEWS: Record<string, Preview> = {
  starting: of({ kind: 'starting' }),
  elsewhere: of({ kind: 'elsewhere' }),
  unenrolled: of(unenrolled('7KQM-4XWP', null)),
  'unenrolled-unreachable': of(unenrolled(null, 'unreachable')),
  'unenrolled-rejected': of(unenrolled(null, 'rejected')),
  idle: of(idle),
  'idle-offline': of(idle, offline),
  'idle-kiosk': of(idle, kiosk),
  'idle-bare': of(idle, { ...online, configuration: null }),
  'idle-long': of(idle, {
    ...online,
    configuration: {
      ...configuration,
      hall: { hallId: 'x', name: '粤港澳大湾区深圳前海深港现代服务业合作区政务服务中心' },
      serviceWindow: longPrompt.serviceWindow,
      staff: longPrompt.staff,
    },
  }),
  asking: of(asking(prompt)),
  'asking-long': of(asking(longPrompt)),
  'asking-longest': of(asking(longestPrompt)),
  'asking-batch': of(asking(batch)),
  'asking-theme': of(asking(theme)),
  'asking-theme-rated': of(asking(theme, { touched: true, revising: linkedChoice(rated) })),
  linked: of(linked(1, theme, rated.slice(0, 1))),
  'linked-last': of(linked(299, themeOf(300), rated)),
  'linked-why': of(linked(1, theme, rated, { page: 'tags' })),
  'linked-why-keys': of(linked(1, theme, rated, { page: 'tags', keyed: true }), online, english),
  'linked-why-large': of(
    linked(1, theme, rated, { page: 'tags', deadline: NOW + 12_000 }),
    online,
    large,
  ),
  'cases-batch': of(asking(batch), online, { panel: { kind: 'cases', page: 2 } }),
  'cases-theme': of(linked(1, theme, rated), online, { panel: { kind: 'cases', page: 0 } }),
  'cases-long': of(linked(1, longTheme, rated), online, { panel: { kind: 'cases', page: 0 } }),
  languages: of(asking(prompt), online, { panel: { kind: 'languages' } }),
  tools: of(asking(theme), online, { panel: { kind: 'tools' } }),
  'tools-large': of(asking(batch), online, { ...large, panel: { kind: 'tools' } }),
  'tools-en': of(asking(theme), online, { ...english, panel: { kind: 'tools' } }),
  setup: of(unenrolled(null, null), online, { panel: { kind: 'setup' } }),
  'asking-large': of(asking(prompt), online, large),
  'asking-large-long': of(asking(longPrompt), online, large),
  'asking-contrast': of(asking(prompt), online, contrast),
  'asking-en': of(asking(prompt), online, english),
  'asking-hk': of(asking(prompt), online, traditional),
  'asking-keys-hk': of(asking(prompt), padded, traditional),
  'asking-keys-en': of(asking(theme), padded, english),
  'asking-keys-large': of(asking(longPrompt), padded, large),
  'asking-simple': of(asking(theme), online, simple),
  'chosen-2': of(
    chosen(promised, 2, {
      touched: true,
      details: { tags: ['209', '213'], business: 2, service: 2 },
    }),
  ),
  'chosen-parts': of(
    chosen(promised, 4, {
      touched: true,
      details: { tags: ['115'], service: 1, text: '排队很久' },
    }),
  ),
  'chosen-receipt': of(chosen(receipt, 2)),
  'chosen-no-tags': of(chosen({ ...promised, tagList: { list: 'taxation', version: 1 } }, 2)),
  'chosen-keys': of(chosen(promised, 2, { touched: true, keyed: true })),
  'chosen-large': of(
    chosen(promised, 2, { touched: true, details: { tags: ['212'] } }),
    online,
    large,
  ),
  'chosen-en': of(chosen(promised, 1), online, english),
  'chosen-en-2': of(chosen(promised, 2), online, english),
  'chosen-en-4': of(chosen(promised, 4), online, english),
  'chosen-contrast': of(
    chosen(promised, 1, { touched: true, details: { tags: ['109'] } }),
    online,
    contrast,
  ),
  'chosen-warning': of(chosen(promised, 3, { touched: true, releaseAt: NOW + 12_000 })),
  'chosen-failed': of(chosen(promised, 3, { touched: true, failed: true })),
  indicators: of(
    chosen(promised, 4, { touched: true, page: 'indicators', details: { service: 2 } }),
  ),
  'indicators-receipt': of(chosen(receipt, 4, { touched: true, page: 'indicators' })),
  'indicators-large': of(chosen(promised, 4, { touched: true, page: 'indicators' }), online, large),
  writing: of(
    chosen(promised, 2, { touched: true, page: 'writing', details: { text: '等了两个小时' } }),
  ),
  sentences: of(
    chosen(promised, 2, {
      touched: true,
      page: 'writing',
      keyed: true,
      details: { text: '等候时间太长' },
    }),
  ),
  'sentences-en': of(
    chosen(promised, 2, { touched: true, page: 'writing', keyed: true, tagPage: 1 }),
    online,
    english,
  ),
  'writing-en': of(chosen(promised, 2, { touched: true, page: 'writing' }), online, english),
  'writing-warning': of(
    chosen(promised, 2, {
      touched: true,
      page: 'writing',
      releaseAt: NOW + 12_000,
      details: { text: '等了两个小时' },
    }),
  ),
  'declined-qr': of(notRated('declined', promised)),
  'declined-qr-large': of(notRated('declined', promised), online, large),
  'declined-qr-contrast': of(notRated('declined', promised), online, contrast),
  'idle-awake': of({ kind: 'idle', awakeUntil: LATER }, open),
  'idle-closed': of(idle, closed),
  serving: of(idle, { ...open, serving: { item: prompt.item } }),
  'serving-long': of(idle, { ...online, serving: { item: longPrompt.item } }),
  'idle-en': of(idle, open, english),
  'thanks-en': of(thanks('K7M2-9QXD'), online, english),
  paused: of({ kind: 'paused' }),
  ...technicianPreviews(of, online),
  'asking-offline': of(asking(prompt), offline),
  'asking-kiosk': of(asking(kioskPrompt), kiosk),
  'asking-photo': of(
    asking({ ...prompt, staff: { ...staff, photoUrl: 'http://localhost:1/missing.jpg' } }),
  ),
  'asking-warning': of(asking(prompt, { deadline: NOW + 12_000 })),
  'asking-revising': of(asking(prompt, { touched: true, revising: choice })),
  'asking-failed': of(asking(prompt, { touched: true, failed: true })),
  'chosen-5': of(chosen(prompt, 5)),
  chosen: of(chosen(prompt, 4)),
  'chosen-1': of(chosen(longPrompt, 1), offline),
  'chosen-kiosk': of(chosen(kioskPrompt, 3), kiosk),
  thanks: of(thanks('K7M2-9QXD')),
  'thanks-pending': of(thanks(null)),
  'thanks-offline': of(thanks(null), offline),
  declined: of(notRated('declined')),
  'timed-out': of(notRated('timedOut')),
  'unenrolled-evidence': of(unenrolled('7KQM-4XWP', null), { ...online, evidence: 3 }),
  'needs-service': {
    surroundings: online,
    state: { ...INITIAL_STATE, screen: { kind: 'needsService', why: REFUSED }, refused: REFUSED },
  },
  reenrol: of({ kind: 'reenrol', why: REFUSED, until: LATER }, { ...offline, refusedRows: 1 }),
  'reenrol-nothing': of({ kind: 'reenrol', why: REFUSED, until: LATER }),
};
