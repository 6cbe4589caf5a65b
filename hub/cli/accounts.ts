import type { AccountRow } from '../store/port.ts';
import type { Call } from './call.ts';
import { CliError, EXIT, table } from './io.ts';

const USAGE =
  'expected: account add NAME --roles A,B, account roles NAME --roles A,B, ' +
  'account password NAME, or account remove NAME';

export async function runAccounts({ hub, show }: Call): Promise<number> {
  const rows = await hub.call<AccountRow[]>('GET', '/api/accounts');
  const named = rows.map(({ name, roles }) => ({ name, roles: roles.join(',') }));
  show(rows, table(named, ['name', 'roles']));
  return EXIT.ok;
}

export async function runAccount({ words, options, hub, show }: Call): Promise<number> {
  const [action, name = ''] = words;
  const roles = options.roles?.split(',').map((role) => role.trim());
  const path = `/api/accounts/${encodeURIComponent(name)}`;
  if (action === 'add' && roles) {
    const made = await hub.call<{ password: string }>('POST', '/api/accounts', { name, roles });
    show(made, `${name} is admitted. The password, shown this once:\n${made.password}\n`);
  } else if (action === 'roles' && roles) {
    await hub.call('PUT', `${path}/roles`, { roles });
    show({ name, roles }, `${name} is now ${roles.join(', ')}.\n`);
  } else if (action === 'password') {
    const reset = await hub.call<{ password: string }>('POST', `${path}/password`);
    show(reset, `New password of ${name}, shown this once:\n${reset.password}\n`);
  } else if (action === 'remove') {
    await hub.call('DELETE', path);
    show({ removed: name }, `${name} is removed.\n`);
  } else {
    throw new CliError(USAGE, EXIT.usage);
  }
  return EXIT.ok;
}
