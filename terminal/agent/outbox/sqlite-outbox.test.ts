import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { DURABLE_OUTBOX_CONTRACT, OUTBOX_CONTRACT } from '../../link/outbox-contract.ts';
import { SqliteOutbox } from './sqlite-outbox.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'haochaping-outbox-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the outbox on SQLite', () => {
  for (const [n, { name, run }] of [...OUTBOX_CONTRACT, ...DURABLE_OUTBOX_CONTRACT].entries()) {
    it(name, () =>
      run({
        async open() {
          const outbox = new SqliteOutbox(join(folder, `${n}.sqlite`));
          return { outbox, close: async () => outbox.close() };
        },
      }),
    );
  }
});
