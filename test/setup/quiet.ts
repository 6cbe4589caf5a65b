import { afterAll, afterEach, vi } from 'vitest';

// Code speaks through its logger. A stray word on the console fails the test that caused it.
const said: string[] = [];
for (const method of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const) {
  vi.spyOn(console, method).mockImplementation((...words: unknown[]) => {
    said.push(`console.${method}: ${words.map(String).join(' ')}`);
  });
}

afterEach(refuseWords);
afterAll(refuseWords);

function refuseWords(): void {
  const words = said.splice(0);
  if (words.length > 0) throw new Error(`Stray console output:\n${words.join('\n')}`);
}
