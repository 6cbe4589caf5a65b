import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InvitationDetail } from '../store/port.ts';
import { LinkKeys } from './link-keys.ts';
import { PhoneLinks } from './phone-links.ts';
import { phoneViewOf } from './phone-view.ts';
import { inFours } from './print.ts';
import { slipFor } from './slip.ts';

const INVITATION: InvitationDetail = {
  invitationId: '01936f0a-7c1e-7d3b-9a55-0123456789ab',
  kind: 'plain',
  stage: 'completion',
  pack: 'shenzhen@1',
  openedAt: 0,
  closesAt: Date.parse('2026-11-30T00:00:00+08:00'),
  status: 'open',
  defaultLevel: null,
  cases: [{ caseNo: 'C1', role: 'own', itemCode: 'i1', itemName: '居住证签注' }],
  caseNo: 'C1',
  itemCode: 'i1',
  itemName: '居住证签注',
  lastDay: '2026-11-29',
  ratedAt: null,
};

describe('the links for phones', () => {
  let folder: string;
  let keys: LinkKeys;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'haochaping-links-'));
    keys = new LinkKeys(join(folder, 'links.keys'));
    keys.start();
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('stand below the public address, with or without its last stroke', () => {
    for (const base of ['https://rate.example/hall', 'https://rate.example/hall/']) {
      const links = new PhoneLinks(keys, base);
      const link = links.linkTo(INVITATION.invitationId, 'qr');
      expect(link?.url).toBe(`https://rate.example/hall/r/${link?.token}`);
      expect(links.read(link?.token ?? '')).toMatchObject({ ok: true, road: 'qr' });
    }
    expect(new PhoneLinks(keys, null).linkTo(INVITATION.invitationId, 'qr')).toBeNull();
  });

  it('SZ-13: are in the reminder, which names the service, the last day and no person', () => {
    const links = new PhoneLinks(keys, 'https://rate.example');
    const text = links.smsTextFor(INVITATION) ?? '';
    expect(text).toMatch(/居住证签注.*11月29日.*https:\/\/rate\.example\/r\/[\w-]{48} /);
    const token = /r\/([\w-]{48})/.exec(text)?.[1] ?? '';
    expect(links.read(token)).toMatchObject({ ok: true, road: 'sms' });
    expect(new PhoneLinks(keys, null).smsTextFor(INVITATION)).toBeNull();
  });
});

describe('the slip (SZ-14c)', () => {
  it('says until when, for which cases, and whom to call', () => {
    const url = 'https://rate.example/r/x';
    expect(slipFor(INVITATION, url)).toMatchObject({
      above: expect.arrayContaining(['事项:居住证签注', '办件流水号:C1']),
      qr: { text: url },
      below: expect.arrayContaining(['评价截止:2026年11月29日(含当日)', '咨询投诉热线:12345']),
    });
    const second = { caseNo: 'C2', role: 'own', itemCode: 'i1', itemName: '居住证签注' } as const;
    const batch: InvitationDetail = {
      ...INVITATION,
      kind: 'batch',
      cases: [...INVITATION.cases, second],
    };
    expect(slipFor(batch, url).above).toContain('本次共2件,一次评价适用于全部');
    const theme: InvitationDetail = {
      ...INVITATION,
      kind: 'theme',
      cases: [...INVITATION.cases, { ...second, role: 'linked' }],
    };
    expect(slipFor(theme, url).above).toContain('主题服务,含关联事项1项');
  });

  it.each([
    ['44030020261122', '4403 0020 2611 22'],
    ['12345678', '1234 5678'],
    ['440300-2026', '440300-2026'],
  ])('writes case number %s as %s', (caseNo, printed) => {
    expect(inFours(caseNo)).toBe(printed);
  });
});

describe('what a link leads to', () => {
  it.each([
    ['open', 'open', 'SZ-17a'],
    ['rated', 'rated', 'SZ-1R'],
    ['closed', 'closed', 'SZ-17a'],
    ['defaulted', 'defaulted', 'SZ-17b'],
    ['void', 'closed', 'SZ-18'],
  ] as const)('of an invitation that is %s is %s, by %s', (status, state, rule) => {
    const view = phoneViewOf({ ...INVITATION, status }, 10);
    expect(view).toMatchObject({ state, rule });
    if (status !== 'open') expect(JSON.stringify(view)).not.toContain('居住证');
  });

  it('of nothing that is known is unknown', () => {
    expect(phoneViewOf(null, 10)).toMatchObject({ state: 'unknown', rule: 'SZ-14c' });
  });
});
