// Makes node_modules what package-lock.json says, and nothing when it is so already. Runs before
// every npm script that needs it, on whatever Node the machine has (20 or newer), so it uses
// nothing but Node itself. The script after it then finds Node 26 in node_modules/.bin, which npm
// puts first in PATH.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const WANTED_NODE = 26;
const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const reason = whyInstall();
if (reason !== null) install(reason);
checkRuntime();

/** npm keeps what it installed in a lock file of its own; written last, so it also proves completion. */
function whyInstall() {
  const installed = read('node_modules/.package-lock.json');
  if (installed === null) return 'nothing is installed yet';
  const wanted = read('package-lock.json');
  if (wanted === null)
    fail('package-lock.json is missing; get it back with: git checkout package-lock.json');
  for (const [path, entry] of Object.entries(wanted.packages)) {
    if (path === '') continue;
    const present = installed.packages[path];
    if (present === undefined ? !isForAnotherMachine(entry) : present.version !== entry.version) {
      return `${path.replace(/^.*node_modules\//, '')} is not the locked version`;
    }
  }
  return null;
}

/** npm leaves out optional packages that are for another system, and what only those need. */
function isForAnotherMachine({ optional, os, cpu, libc }) {
  if (optional !== true) return false;
  if (os === undefined || !os.includes(process.platform)) return true;
  return !(cpu ?? [process.arch]).includes(process.arch) || (libc ?? []).includes('musl');
}

function install(why) {
  const own = relative(join(root, 'node_modules'), process.execPath);
  if (process.platform === 'win32' && !own.startsWith('..')) {
    fail(`The installed packages are out of date (${why}). Please run: npm ci`);
  }
  say(`Installing the locked packages, because ${why}. This takes a minute or so …`);
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const options = { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] };
  const node = process.env.npm_node_execpath ?? process.execPath;
  const done = npm?.endsWith('.js')
    ? spawnSync(node, [npm, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
  if (done.status !== 0) {
    fail('npm could not install the packages; its own words are above. Is the network there?');
  }
  say('Installed.');
}

function checkRuntime() {
  const bin = join(
    root,
    'node_modules',
    '.bin',
    process.platform === 'win32' ? 'node.cmd' : 'node',
  );
  const found = existsSync(bin) ? bin : 'node';
  const asked = spawnSync(found, ['--version'], { shell: process.platform === 'win32' });
  const version = String(asked.stdout ?? '').trim();
  if (Number(/^v(\d+)/.exec(version)?.[1]) >= WANTED_NODE) return;
  const machine = `${process.platform}-${process.arch}`;
  fail(
    found === bin
      ? `The packaged Node ${WANTED_NODE} does not run on this ${machine} machine${version && ` (${version})`}. ` +
          `Install Node ${WANTED_NODE} or newer from https://nodejs.org and delete ${relative(root, bin)}.`
      : `There is no packaged Node ${WANTED_NODE} for ${machine}, and the Node in PATH is ${version || 'missing'}. ` +
          `Install Node ${WANTED_NODE} or newer from https://nodejs.org and try again.`,
  );
}

function read(name) {
  try {
    return JSON.parse(readFileSync(join(root, name), 'utf8'));
  } catch {
    return null;
  }
}

function say(words) {
  process.stdout.write(`haochaping: ${words}\n`);
}

function fail(words) {
  process.stderr.write(`haochaping: ${words}\n`);
  process.exit(1);
}
