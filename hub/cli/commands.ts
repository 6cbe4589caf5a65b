import type { EnrolmentRow, SystemRow } from '../store/port.ts';
import { runAccount, runAccounts } from './accounts.ts';
import type { Call, CliCommand } from './call.ts';
import { EDITION_COMMANDS } from './edition-commands.ts';
import { explainCase } from './explain.ts';
import { IMPORT_RATINGS } from './import-ratings.ts';
import { CliError, EXIT, table } from './io.ts';
import { runKeys } from './keys.ts';
import { recountFolder, resetPassword, verifyFolder } from './offline.ts';
import { ORDER_COMMANDS } from './order-commands.ts';
import { OUTBOUND_COMMANDS } from './outbound.ts';
import { REDACT_COMMAND } from './redact-command.ts';
import { replayFolder } from './replay.ts';
import { RULE_COMMANDS } from './rules.ts';
import { TERMINAL_COMMANDS } from './terminal-commands.ts';

/** Every command, in the order of the help text. */
export const COMMANDS: Record<string, CliCommand> = {
  verify: {
    usage: 'verify DATA_FOLDER',
    meaning: 'Checks the ledger of a data folder, also of a running hub; 3 when it is broken',
    words: 1,
    run: verifyFolder,
  },
  replay: {
    usage: 'replay DATA_FOLDER --from DAY --to DAY [--pack FILE] [--calendar FILE]',
    meaning:
      'Judges past days by other rules or another calendar and lists what would differ; changes nothing',
    words: 1,
    run: replayFolder,
  },
  explain: {
    usage: 'explain CASENO',
    meaning: 'The whole story of a case: what happened, by which rule, in plain words',
    words: 1,
    run: explainCase,
  },
  recount: {
    usage: 'recount DATA_FOLDER [--from DAY] [--to DAY]',
    meaning:
      'Counts all figures anew from the ledger and lists each difference; 3 when there is one',
    words: 1,
    run: recountFolder,
  },
  enrolments: {
    usage: 'enrolments',
    meaning: 'Devices that wait for approval',
    words: 0,
    async run({ hub, show }) {
      const rows = await hub.call<EnrolmentRow[]>('GET', '/api/enrolments');
      const columns = ['userCode', 'kind', 'hint', 'appVersion', 'keyFingerprint'];
      show(rows, table(rows as unknown as Record<string, unknown>[], columns));
      return EXIT.ok;
    },
  },
  approve: {
    usage: 'approve CODE --terminal ID --hall HALL [--window NO] [--number NO]',
    meaning:
      "Makes the device that shows this code a terminal; no window for a kiosk. HAOCHAPING_PIN is the PIN of its technicians' corner",
    words: 1,
    async run({ words: [code = ''], options, hub, show, io }) {
      const { terminal, hall, window, number } = options;
      if (!terminal || !hall) throw new CliError('approve needs --terminal and --hall', EXIT.usage);
      // Never on the command line, where everybody on the machine could read it.
      const { HAOCHAPING_PIN: pin } = io.env;
      const place = { terminalNo: number ?? terminal, hallId: hall, windowNo: window ?? null };
      const path = `/api/enrolments/${encodeURIComponent(code)}/approval`;
      const result = await hub.call('POST', path, {
        terminalId: terminal,
        ...place,
        ...(pin && { pin }),
      });
      show(result, `${terminal} is enrolled.\n`);
      return EXIT.ok;
    },
  },
  reject: {
    usage: 'reject CODE',
    meaning: 'Turns the device that shows this code away',
    words: 1,
    async run({ words: [code = ''], hub, show }) {
      await hub.call('POST', `/api/enrolments/${encodeURIComponent(code)}/rejection`);
      show({ rejected: code }, `${code} is rejected.\n`);
      return EXIT.ok;
    },
  },
  ...TERMINAL_COMMANDS,
  ...EDITION_COMMANDS,
  'import-ratings': IMPORT_RATINGS,
  systems: {
    usage: 'systems [add ID NAME [--kind hotline] | revoke ID]',
    meaning: 'Business systems; the key of a new one is shown once',
    words: 0,
    run: runSystems,
  },
  contradictions: {
    usage: 'contradictions',
    meaning: 'Records of business systems that cannot all be true',
    words: 0,
    async run({ hub, show }) {
      const rows = await hub.call<Record<string, unknown>[]>('GET', '/api/contradictions');
      show(rows, table(rows, ['caseNo', 'kind', 'rule', 'recordIds']));
      return EXIT.ok;
    },
  },
  'unknown-codes': {
    usage: 'unknown-codes',
    meaning: 'Codes that records used and the directory does not know',
    words: 0,
    async run({ hub, show }) {
      const rows = await hub.call<Record<string, unknown>[]>('GET', '/api/unknown-codes');
      show(rows, table(rows, ['kind', 'code', 'name', 'records']));
      return EXIT.ok;
    },
  },
  redact: REDACT_COMMAND,
  ...RULE_COMMANDS,
  accounts: {
    usage: 'accounts',
    meaning: 'Accounts and their roles',
    words: 0,
    run: runAccounts,
  },
  account: {
    usage: 'account add NAME --roles A,B | roles NAME --roles A,B | password NAME | remove NAME',
    meaning: 'Makes, changes and removes accounts; a random password is shown once',
    words: 2,
    run: runAccount,
  },
  keys: {
    usage: 'keys [rotate | rekey | retire ID]',
    meaning: 'Keys that seal identities: list, add and use a new one, seal anew, forget an old one',
    words: 0,
    run: runKeys,
  },
  ...ORDER_COMMANDS,
  ...OUTBOUND_COMMANDS,
  'reset-password': {
    usage: 'reset-password DATA_FOLDER',
    meaning: 'Gives the administrator a new random password; the hub must be stopped',
    words: 1,
    run: resetPassword,
  },
};

async function runSystems({
  words: [action, systemId = '', name],
  options: { kind = 'business' },
  hub,
  show,
}: Call) {
  if (action === undefined) {
    const rows = await hub.call<SystemRow[]>('GET', '/api/systems');
    const named = rows.map((row) => ({ ...row, revoked: row.revokedAt !== null }));
    show(rows, table(named, ['systemId', 'name', 'kind', 'revoked']));
    return EXIT.ok;
  }
  if (action === 'add' && name !== undefined) {
    const system = { systemId, name, kind };
    const added = await hub.call<{ key: string }>('POST', '/api/systems', system);
    show(added, `${systemId} is admitted as ${kind}. Its key, shown this once:\n${added.key}\n`);
    return EXIT.ok;
  }
  if (action === 'revoke' && systemId !== '') {
    await hub.call('DELETE', `/api/systems/${encodeURIComponent(systemId)}`);
    show({ revoked: systemId }, `${systemId} is revoked.\n`);
    return EXIT.ok;
  }
  throw new CliError('expected: systems, systems add ID NAME, or systems revoke ID', EXIT.usage);
}
