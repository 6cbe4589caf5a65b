import { describe, it } from 'vitest';
import { MemoryOutbox } from './memory-outbox.ts';
import { OUTBOX_CONTRACT } from './outbox-contract.ts';

describe('the memory outbox', () => {
  for (const { name, run } of OUTBOX_CONTRACT) {
    it(name, () =>
      run({ open: async () => ({ outbox: new MemoryOutbox(), close: async () => {} }) }),
    );
  }
});
