import { describe, expect, it } from 'vitest';
import { Sessions } from './sessions.ts';

function world() {
  const time = { now: 1_000_000, monotonic: 0 };
  const clock = { now: () => time.now, monotonic: () => time.monotonic, after: () => () => {} };
  const sessions = new Sessions(clock, 60_000);
  const open = (name: string) => {
    const opened = sessions.open({ name, roles: ['operator'] }, sessions.closingsOf(name));
    if (!opened) throw new Error('no session');
    return opened;
  };
  return { time, sessions, open };
}

describe('sessions', () => {
  it('are known by their token and by nothing else', () => {
    const { sessions, open } = world();
    const { token } = open('admin');
    expect(sessions.of(token)).toMatchObject({ name: 'admin', roles: ['operator'] });
    expect(sessions.of(`${token}x`)).toBeUndefined();
  });

  it('end when they are not used, and each use moves the end', () => {
    const { time, sessions, open } = world();
    const { token } = open('admin');
    time.monotonic = 59_999;
    expect(sessions.of(token)).toBeDefined();
    time.monotonic = 119_998;
    expect(sessions.of(token)).toBeDefined();
    time.monotonic = 179_998;
    expect(sessions.of(token)).toBeUndefined();
  });

  it('do not live longer when the wall clock is set back', () => {
    const { time, sessions, open } = world();
    const { token } = open('admin');
    time.now = 0;
    time.monotonic = 60_000;
    expect(sessions.of(token)).toBeUndefined();
  });

  it('end all together for one account', () => {
    const { sessions, open } = world();
    const first = open('a');
    const other = open('b');
    sessions.closeAll('a');
    expect(sessions.of(first.token)).toBeUndefined();
    expect(sessions.of(other.token)).toBeDefined();
  });

  it('do not open for a login that began before the account was changed', () => {
    const { sessions } = world();
    const closings = sessions.closingsOf('a');
    sessions.closeAll('a');
    expect(sessions.open({ name: 'a', roles: ['administrator'] }, closings)).toBeNull();
  });
});
