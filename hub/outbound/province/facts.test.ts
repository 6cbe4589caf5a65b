import { describe, expect, it } from 'vitest';
import type { Level } from '../../../protocol/index.ts';
import { APPLICANT_KINDS, RATING_CHANNELS, SERVICE_EVENT_NAMES } from './codes.ts';
import { defaulted, rated, record } from './examples.test-data.ts';
import { type PlatformContext, ratingFacts, recordFacts, writtenTime } from './facts.ts';
import { loadProfile } from './load-profile.ts';
import type { Profile } from './profile.ts';

const majority = loadProfile('majority');
const zhejiang = loadProfile('zhejiang');

function given(profile: Profile, other: Partial<PlatformContext> = {}): PlatformContext {
  return { profile, areaCode: null, applicant: null, ...other };
}

function facts(rating: Parameters<typeof rated>[0], profile = majority) {
  return ratingFacts(rated(rating), given(profile));
}

describe('the facts of a rating for a platform', () => {
  it.each([
    [majority, ['1', '2', '3', '4', '5', '6', '7', null]],
    [zhejiang, ['1', '2', '3', '4', '5', null, '6', '7']],
  ])('have the code of every channel (pf)', (profile, codes) => {
    const found = RATING_CHANNELS.map((channel) =>
      channel === 'default'
        ? ratingFacts(defaulted(), given(profile)).ratingChannel
        : facts({ channel }, profile).ratingChannel,
    );
    expect(found).toEqual(codes);
    expect(facts({ channel: 'kiosk' }, profile).ratingChannel).toBe('5');
  });

  it.each([majority, zhejiang])('count 5 as best (satisfaction)', (profile) => {
    const codes = ([5, 4, 3, 2, 1] as Level[]).map(
      (level) => facts({ level }, profile).satisfaction,
    );
    expect(codes).toEqual(['5', '4', '3', '2', '1']);
  });

  it('number a rating that supersedes a default as the profile says (SZ-17c)', () => {
    const source = { ...rated(), assessNumber: 1, defaultsTold: 1 };
    expect(ratingFacts(source, given(zhejiang)).assessNumber).toBe('2');
    const other = { ...zhejiang, countsDefaults: false };
    expect(ratingFacts(source, given(other)).assessNumber).toBe('1');
    expect(ratingFacts(defaulted(), given(zhejiang))).toMatchObject({
      assessNumber: '1',
      satisfaction: '3',
      tags: null,
      text: null,
    });
  });

  it('count as a profile says, e.g. 1 as best (GB/T 39046-2020 A.8)', () => {
    const satisfaction = { 5: '1', 4: '2', 3: '3', 2: '4', 1: '5' };
    const reversed = { ...majority, codes: { ...majority.codes, satisfaction } };
    expect(facts({ level: 5 }, reversed).satisfaction).toBe('1');
    expect(facts({ level: 1 }, reversed)).toMatchObject({ satisfaction: '5' });
  });

  it('have words for a negative rating without tags and text, and only for that', () => {
    const tag = { list: 'national', version: 2, code: '214' };
    expect(facts({ level: 2 })).toMatchObject({ tags: null, text: '评价人未填写具体原因' });
    expect(facts({ level: 1, text: '  ' })).toMatchObject({ text: '评价人未填写具体原因' });
    expect(facts({ level: 2, tags: [tag] })).toMatchObject({ tags: '214', text: null });
    expect(facts({ level: 2, text: '等太久' })).toMatchObject({ tags: null, text: '等太久' });
    expect(facts({ level: 3 })).toMatchObject({ tags: null, text: null });
  });

  it('have the tags of the national list only: elsewhere the numbers mean something else', () => {
    const tags = [
      { list: 'national', version: 2, code: '510' },
      { list: 'taxation', version: 2, code: '511' },
      { list: 'national', version: 1, code: '501' },
      { list: 'national', version: 2, code: '517' },
    ];
    expect(facts({ tags }).tags).toBe('510,517');
  });

  it('are about the record that opened the rated stage', () => {
    const received = record({ recordId: 'r1', event: 'received' });
    const history = [received, record({ recordId: 'r2' })];
    const about = rated({ stage: 'receipt' }, { history });
    expect(ratingFacts(about, given(majority))).toMatchObject({
      proStatus: '1',
      serviceNumber: '1',
      acceptedAt: '2026-11-22 09:30:05',
      ratedAt: '2026-11-22 23:59:59',
    });
  });
});

describe('the facts of a service record for a platform', () => {
  it('have the status of every event, or none where nothing can be rated (SZ-18g)', () => {
    const found = SERVICE_EVENT_NAMES.map((event) => {
      const one = record({ event });
      return recordFacts({ kind: 'record', record: one, history: [one] }, given(majority))
        .proStatus;
    });
    expect(found).toEqual(['1', null, '2', null, '3', '3', '3', '3', '3', '3']);
  });

  it.each([
    [majority, ['1', '2', '3', '4', '5', '6', '9']],
    [zhejiang, ['1', '2', '2', '2', '2', '2', '2']],
  ])('have the code of every kind of applicant (userProp)', (profile, codes) => {
    const found = APPLICANT_KINDS.map((kind) => {
      const applicant = { kind, name: '张三', idNumber: null, phone: '13800000000' };
      const source = { kind: 'record' as const, record: record(), history: [record()] };
      return recordFacts(source, given(profile, { applicant })).applicantKind;
    });
    expect(found).toEqual(codes);
  });

  it('number the records of a case, and tell when it was accepted and decided', () => {
    const history = [
      record({ recordId: 'r1', event: 'accepted', occurredAt: '2026-11-20T10:00:00.000+08:00' }),
      record({ recordId: 'r2' }),
    ];
    const source = { kind: 'record' as const, record: record({ recordId: 'r2' }), history };
    expect(recordFacts(source, given(majority, { areaCode: '440300' }))).toMatchObject({
      areaCode: '440300',
      serviceNumber: '2',
      acceptedAt: '2026-11-20 10:00:00',
      decidedAt: '2026-11-22 09:30:05',
      serviceTime: '2026-11-22 09:30:05',
      serviceName: '办结',
    });
  });
});

describe('an instant for a platform', () => {
  it('is written in its zone and its form', () => {
    const at = Date.parse('2026-11-22T23:59:59.900Z');
    const gb = { dateTime: 'yyyyMMddTHHmmss', timeZone: 'Asia/Shanghai' };
    expect(writtenTime(at, gb)).toBe('20261123T075959');
  });
});
