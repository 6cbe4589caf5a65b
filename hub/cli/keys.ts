import type { UsedKey } from '../privacy/rekeying.ts';
import type { Call } from './call.ts';
import { CliError, EXIT, table } from './io.ts';

export async function runKeys(call: Call): Promise<number> {
  const [action, keyId = ''] = call.words;
  if (action === undefined) return list(call);
  const { hub, show } = call;
  if (action === 'rotate') {
    const made = await hub.call<{ keyId: string }>('POST', '/api/keys');
    show(made, `${made.keyId} seals from now on. Back the key file up, apart from the data.\n`);
    return EXIT.ok;
  }
  if (action === 'rekey') return rekey(call);
  if (action === 'retire' && keyId !== '') {
    await hub.call('DELETE', `/api/keys/${encodeURIComponent(keyId)}`);
    show({ retired: keyId }, `${keyId} is forgotten.\n`);
    return EXIT.ok;
  }
  throw new CliError('expected: keys, keys rotate, keys rekey, or keys retire ID', EXIT.usage);
}

async function list({ hub, show }: Call): Promise<number> {
  const keys = await hub.call<UsedKey[]>('GET', '/api/keys');
  const rows = keys as unknown as Record<string, unknown>[];
  show(keys, table(rows, ['keyId', 'active', 'identities']));
  return EXIT.ok;
}

/** A portion a call, so that the hall's traffic goes first and an interruption loses nothing. */
async function rekey({ hub, show }: Call): Promise<number> {
  let resealed = 0;
  for (;;) {
    const done = await hub.call<{ resealed: number; remaining: number }>(
      'POST',
      '/api/keys/resealing',
    );
    resealed += done.resealed;
    if (done.remaining > 0 && done.resealed > 0) continue;
    const { remaining } = done;
    show({ resealed, remaining }, `${resealed} sealed anew, ${remaining} remain.\n`);
    return remaining === 0 ? EXIT.ok : EXIT.failed;
  }
}
