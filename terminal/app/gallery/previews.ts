import type { Configuration, Prompt } from '../../../protocol/index.ts';
import { type Asking, INITIAL_STATE, keyOf, type Screen, type State } from '../screen/state.ts';
import { EMPTY_SURROUNDINGS, type Surroundings } from '../surroundings.ts';

/** Fixed data for each state, the hard cases among them. */
export interface Preview {
  state: State;
  surroundings: Surroundings;
}

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
const kiosk: Surroundings = { ...online, configuration: kioskConfiguration };

const askingOf = (of: Prompt): Asking => ({
  key: keyOf(of),
  prompt: of,
  promptIds: { hub: of.promptId },
  expiresAt: LATER,
});

const choice = {
  eventId: '0193541c-9d5b-7e52-8a3b-0c6f5f0a7b33',
  level: 4,
  input: 'touch',
  revisions: 0,
} as const;

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

const chosen = (of: Prompt, level: 5 | 4 | 3 | 2 | 1): Screen => ({
  kind: 'chosen',
  asking: askingOf(of),
  choice: { ...choice, level },
  held: true,
  opensAt: NOW,
  releaseAt: NOW + 6_000,
  releasing: false,
  failed: false,
  before: null,
});

const thanks = (receiptCode: string | null): Screen => ({
  kind: 'thanks',
  asking: askingOf(prompt),
  eventId: choice.eventId,
  receiptCode,
  until: LATER,
});

const notRated = (ending: 'declined' | 'timedOut'): Screen => ({
  kind: 'notRated',
  asking: askingOf(prompt),
  ending,
  until: LATER,
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

const of = (screen: Screen, surroundings: Surroundings = online): Preview => ({
  state: { ...INITIAL_STATE, screen },
  surroundings,
});

export const PREVIEWS: Record<string, Preview> = {
  starting: of({ kind: 'starting' }),
  elsewhere: of({ kind: 'elsewhere' }),
  unenrolled: of(unenrolled('7KQM-4XWP', null)),
  'unenrolled-unreachable': of(unenrolled(null, 'unreachable')),
  'unenrolled-rejected': of(unenrolled(null, 'rejected')),
  idle: of({ kind: 'idle' }),
  'idle-offline': of({ kind: 'idle' }, offline),
  'idle-kiosk': of({ kind: 'idle' }, kiosk),
  'idle-bare': of({ kind: 'idle' }, { ...online, configuration: null }),
  'idle-long': of(
    { kind: 'idle' },
    {
      ...online,
      configuration: {
        ...configuration,
        hall: { hallId: 'x', name: '粤港澳大湾区深圳前海深港现代服务业合作区政务服务中心' },
        serviceWindow: longPrompt.serviceWindow,
        staff: longPrompt.staff,
      },
    },
  ),
  asking: of(asking(prompt)),
  'asking-long': of(asking(longPrompt)),
  'asking-longest': of(asking(longestPrompt)),
  'asking-batch': of(
    asking({
      ...prompt,
      batch: { declarationNo: 'D2026', caseNos: ['4403002026112200018', 'C2', 'C3'], count: 3 },
    }),
  ),
  'asking-theme': of(
    asking({
      ...prompt,
      item: { itemCode: 'T-001', name: '开办餐饮店“一件事”' },
      linkedCases: Array.from({ length: 5 }, (_, i) => ({
        caseNo: `L${i}`,
        item: { itemCode: `i${i}`, name: '食品经营许可' },
      })),
    }),
  ),
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
