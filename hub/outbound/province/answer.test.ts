import { describe, expect, it } from 'vitest';
import { platformVerdict } from './answer.ts';
import { loadProfile } from './load-profile.ts';

const { answer } = loadProfile('majority');

function verdict(text: string, status = 200) {
  return platformVerdict({ status, retryAfter: undefined, text }, 0, answer);
}

describe('the answer of a platform', () => {
  it('says in the body of a 200 how it went', () => {
    expect(verdict('{"code":"200","msg":"ok"}')).toEqual({ verdict: 'accepted', reason: null });
    expect(verdict('{"code":0}')).toEqual({ verdict: 'accepted', reason: null });
    expect(verdict('{"code":"409","msg":"重复"}')).toEqual({
      verdict: 'accepted',
      reason: '409: 重复',
    });
    expect(verdict('{"code":"400","msg":"差评须填写评价详情"}')).toEqual({
      verdict: 'refused',
      reason: '400: 差评须填写评价详情',
    });
    expect(verdict('{"code":"503","msg":"下班"}')).toMatchObject({ verdict: 'tryAgain' });
  });

  it('is tried again when a 200 says nothing: it may be a proxy', () => {
    for (const text of ['', '<html>', 'null', '[]', '{"msg":"ok"}']) {
      expect(verdict(text)).toMatchObject({ verdict: 'tryAgain' });
    }
  });

  it('is read by its status when that is no 200', () => {
    expect(verdict('', 502)).toMatchObject({ verdict: 'tryAgain' });
    expect(verdict('{"code":"200"}', 422)).toMatchObject({ verdict: 'refused' });
  });
});
