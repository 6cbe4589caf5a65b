import { describe, expect, it } from 'vitest';
import { Sessions } from './sessions.ts';

function world() {
  const time = { now: 1_000_000, monotonic: 0 };
  const clock = { now: () => time.now, monotonic: () => time.monotonic, after: () => () => {} };
  return { time, sessions: new Sessions(clock, 60_000) };
}

describe('sessions', () => {
  it('are known by their token and by nothing else', () => {
    const { sessions } = world();
    const { token } = sessions.open('admin');
    expect(sessions.of(token)?.name).toBe('admin');
    expect(sessions.of(`${token}x`)).toBeUndefined();
  });

  it('end when they are not used, and each use moves the end', () => {
    const { time, sessions } = world();
    const { token } = sessions.open('admin');
    time.monotonic = 59_999;
    expect(sessions.of(token)).toBeDefined();
    time.monotonic = 119_998;
    expect(sessions.of(token)).toBeDefined();
    time.monotonic = 179_998;
    expect(sessions.of(token)).toBeUndefined();
  });

  it('do not live longer when the wall clock is set back', () => {
    const { time, sessions } = world();
    const { token } = sessions.open('admin');
    time.now = 0;
    time.monotonic = 60_000;
    expect(sessions.of(token)).toBeUndefined();
  });

  it('end all together for one account', () => {
    const { sessions } = world();
    const first = sessions.open('a');
    const other = sessions.open('b');
    sessions.closeAll('a');
    expect(sessions.of(first.token)).toBeUndefined();
    expect(sessions.of(other.token)).toBeDefined();
  });
});
