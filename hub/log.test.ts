import { describe, expect, it } from 'vitest';
import { createLog } from './log.ts';

function written(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  write(createLog('debug', { write: (line: string) => lines.push(line) }));
  return lines.join('');
}

describe('the log', () => {
  it.each([
    'secret',
    'password',
    'key',
    'token',
    'collectToken',
    'secretHash',
    'authorization',
    'text',
    'staff',
  ])('never holds a %s, however deep', (name) => {
    const text = written((log) => {
      log.info({ [name]: 'do-not-show' }, 'a');
      log.child({ part: 'x' }).info({ deeper: { [name]: 'do-not-show' } }, 'b');
      log.info({ deeper: { still: { [name]: 'do-not-show' } } }, 'c');
    });
    expect(text).not.toContain('do-not-show');
    expect(text.match(/\[removed\]/g)).toHaveLength(3);
  });

  it('keeps what names a device or a reason', () => {
    const text = written((log) => log.warn({ terminalId: 'w01', reason: 'malformed' }, 'refused'));
    expect(JSON.parse(text)).toMatchObject({
      level: 'warn',
      terminalId: 'w01',
      reason: 'malformed',
      message: 'refused',
    });
  });
});
