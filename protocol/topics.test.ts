import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TerminalIdSchema } from './identifiers.ts';
import { DOWN_KINDS, downTopic, parseTopic, subscriptionsOf, UP_KINDS, upTopic } from './topics.ts';

const terminalIds = fc.stringMatching(/^[a-z0-9][a-z0-9-]{1,46}[a-z0-9]$/);

describe('the topics', () => {
  it('come back from their text as they went in', () => {
    fc.assert(
      fc.property(terminalIds, fc.constantFrom(...UP_KINDS), (terminalId, kind) => {
        expect(TerminalIdSchema.safeParse(terminalId).success).toBe(true);
        const topic = upTopic(terminalId, kind);
        expect(parseTopic(topic)).toEqual({ direction: 'up', terminalId, kind });
      }),
    );
    fc.assert(
      fc.property(terminalIds, fc.constantFrom(...DOWN_KINDS), (terminalId, kind) => {
        const topic = downTopic(terminalId, kind);
        expect(parseTopic(topic)).toEqual({ direction: 'down', terminalId, kind });
      }),
    );
  });

  it.each([
    '',
    'hcp/1/up/evaluator-01',
    'hcp/1/up/evaluator-01/rating/more',
    '/hcp/1/up/evaluator-01/rating',
    'hcp/2/up/evaluator-01/rating',
    'hcp/1/up/evaluator-01/receipt',
    'hcp/1/down/evaluator-01/rating',
    'hcp/1/up/evaluator-01/constructor',
    '$SYS/1/up/evaluator-01/rating',
  ])('does not take "%s" for one of its own', (topic) => {
    expect(parseTopic(topic)).toBeUndefined();
  });

  it('subscribes a terminal to its own topics, without a wildcard', () => {
    const filters = subscriptionsOf('kiosk-1');
    expect(filters).toHaveLength(DOWN_KINDS.length);
    for (const filter of filters) {
      expect(filter).not.toMatch(/[+#]/);
      expect(parseTopic(filter)).toMatchObject({ direction: 'down', terminalId: 'kiosk-1' });
    }
  });

  it.each(['+', '#', 'a', '-ab', 'ab-', 'A-1', 'a/b', 'a b', 'é12', 'a'.repeat(49)])(
    'allows no terminal called "%s"',
    (terminalId) => {
      expect(TerminalIdSchema.safeParse(terminalId).success).toBe(false);
    },
  );
});
