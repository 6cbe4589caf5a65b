import { spawnSync } from 'node:child_process';

/**
 * Installs Debian packages that tests need, where that is possible: as root on a system with apt.
 *
 * @returns why it could not be done, empty when it was done or cannot be tried here
 */
export function installByApt(what: string, packages: string[]): string {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return '';
  process.stdout.write(`No ${what} found: installing it with apt-get …\n`);
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const run = (...args: string[]) =>
    spawnSync('apt-get', args, { env: environment, encoding: 'utf8' });
  const updated = run('update');
  if (updated.status !== 0) return `apt-get update: ${updated.stderr}`;
  const done = run('install', '-y', '--no-install-recommends', ...packages);
  return done.status === 0 ? '' : `apt-get install ${packages.join(' ')}: ${done.stderr}`;
}
