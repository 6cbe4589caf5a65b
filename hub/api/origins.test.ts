import { describe, expect, it } from 'vitest';
import { isAllowedOrigin } from './origins.ts';

describe('origins', () => {
  it.each(['http://localhost', 'http://localhost:8610', 'http://127.0.0.1:9'])('%s may', (origin) =>
    expect(isAllowedOrigin(origin, undefined, [])).toBe(true),
  );

  it.each([
    'null',
    '',
    'http://localhost.evil.example',
    'http://localhost:8610.evil.example',
    'http://127.0.0.1.evil.example',
    'https://evil.example',
  ])('%j may not', (origin) => expect(isAllowedOrigin(origin, 'hub.example', [])).toBe(false));

  it('takes those in the configuration and the hub itself', () => {
    expect(isAllowedOrigin('https://a.example', 'hub.example', ['https://a.example'])).toBe(true);
    expect(isAllowedOrigin('https://hub.example', 'hub.example', [])).toBe(true);
  });
});
