import type { Call, CliCommand } from './call.ts';
import { CliError, EXIT } from './io.ts';

const PATHS: Readonly<Record<string, string>> = {
  rating: 'ratings',
  order: 'work-orders',
  appeal: 'appeals',
};

export const REDACT_COMMAND: CliCommand = {
  usage: 'redact rating EVENT | order NO [--step POSITION] | appeal NO --reason TEXT',
  meaning: 'Takes out for good what was written there; needs a privacy officer (--name)',
  words: 2,
  async run({ words: [what = '', id = ''], options: { reason, step }, hub, show }: Call) {
    const path = PATHS[what];
    if (path === undefined || reason === undefined) {
      throw new CliError('expected: redact rating|order|appeal ID --reason TEXT', EXIT.usage);
    }
    const one = step === undefined ? {} : { step: Number(step) };
    await hub.call('POST', `/api/${path}/${encodeURIComponent(id)}/redaction`, { reason, ...one });
    show({ redacted: id }, `What was written in ${what} ${id} is redacted.\n`);
    return EXIT.ok;
  },
};
