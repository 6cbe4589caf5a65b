import { describe, expect, it } from 'vitest';
import { loadProfile } from './load-profile.ts';
import { messageOf } from './message.ts';
import { type Profile, parseProfile } from './profile.ts';
import { SIGNATURES } from './signatures.ts';

const PLUGS = Object.keys(SIGNATURES);
const majority = loadProfile('majority');

describe('a profile of a platform', () => {
  it.each(['majority', 'zhejiang'])('%s comes with the hub and is named so', (name) => {
    expect(loadProfile(name)).toMatchObject({ name });
  });

  it('names everything that is wrong with it at once', () => {
    const { kiosk: _, ...ratingChannel } = majority.codes.ratingChannel;
    const satisfaction = { ...majority.codes.satisfaction, 4: '5' };
    const wrong = {
      ...majority,
      timeZone: 'Asia/Nowhere',
      dateTime: 'yyyy',
      signature: 'sm2',
      codes: { ...majority.codes, ratingChannel, satisfaction },
      rating: { ...majority.rating, fields: { pf: { from: 'colour' } } },
    };
    const parsed = parseProfile(wrong, PLUGS);
    expect(parsed.ok ? [] : parsed.errors.map(({ path }) => path).sort()).toEqual([
      'codes.ratingChannel.kiosk',
      'codes.satisfaction',
      'dateTime',
      'rating.fields.pf',
      'signature',
      'timeZone',
    ]);
    expect(parseProfile(null, PLUGS).ok).toBe(false);
  });

  it('cannot tell a default as if a citizen had rated (SZ-17b)', () => {
    const problems = (changes: object) => {
      const parsed = parseProfile({ ...majority, ...changes }, PLUGS);
      return parsed.ok ? [] : parsed.errors.map(({ path }) => path);
    };
    const withDefault = (code: string | null) => {
      const ratingChannel = { ...majority.codes.ratingChannel, default: code };
      return { codes: { ...majority.codes, ratingChannel } };
    };
    expect(problems(withDefault('8'))).toEqual([]);
    expect(problems(withDefault('4'))).toEqual(['codes.ratingChannel']);
    const { pf: _, ...fields } = majority.rating.fields;
    const rating = { ...majority.rating, fields };
    expect(problems({ ...withDefault('8'), rating })).toEqual(['rating.fields']);
    expect(problems({ ...withDefault(null), rating })).toEqual([]);
  });

  it('that is not there or not JSON is a fault that names the option', () => {
    for (const name of ['nowhere', '../profile', 'hub/nowhere.json', 'LICENSE']) {
      expect(() => loadProfile(name)).toThrow(`--province-profile ${name}`);
    }
  });
});

describe('a message for a platform', () => {
  const fields = { a: { from: 'caseNo' as const, optional: false }, b: { value: 'x' } };
  const facts = { caseNo: 'C1' } as Parameters<typeof messageOf>[1];
  const envelope = (other: Partial<Profile['envelope']>) => ({
    ...majority.envelope,
    ...other,
  });

  it('has the names of the platform, in its envelope', () => {
    const message = (other: Partial<Profile['envelope']>) =>
      messageOf({ path: '', fields }, facts, envelope(other));
    expect(message({})).toEqual({ ok: true, content: { a: 'C1', b: 'x' } });
    const wrapped = { wrap: 'data', list: true, beside: { appId: 'hall' } };
    expect(message(wrapped)).toEqual({
      ok: true,
      content: { appId: 'hall', data: [{ a: 'C1', b: 'x' }] },
    });
  });

  it('leaves out what is optional and unknown, and names what is needed and unknown', () => {
    const unknown = { ...facts, caseNo: null, text: null };
    const optional = { c: { from: 'text' as const, optional: true } };
    const all = { path: '', fields: { ...fields, ...optional } };
    expect(messageOf(all, unknown, envelope({}))).toEqual({ ok: false, missing: ['a (caseNo)'] });
    expect(messageOf({ path: '', fields: optional }, unknown, envelope({}))).toEqual({
      ok: true,
      content: {},
    });
  });
});

describe('a signature', () => {
  const signed = { body: '{}', dedupeKey: 'rating:1', at: 1_000, secret: 'key' };

  it('"none" is the bearer token, if there is one', () => {
    expect(SIGNATURES.none?.(signed)).toEqual({ authorization: 'Bearer key' });
    expect(SIGNATURES.none?.({ ...signed, secret: '' })).toEqual({});
  });

  it('"hmac-sha256" is over time, key and body', () => {
    // printf '1000\nrating:1\n{}' | openssl dgst -sha256 -hmac key
    expect(SIGNATURES['hmac-sha256']?.(signed)).toEqual({
      'x-timestamp': '1000',
      'x-signature': 'd14d0dc4512976d64cb574695fd0f1690230d2d097180942fe43796406dfdd16',
    });
  });
});
