// `npm start`: the whole way once, on this machine, with real parts.
import { buildBrowserCode } from '../../.ci/build.ts';
import { systemClock } from './clock.ts';
import { type DemoAddresses, Demonstration } from './demonstration.ts';
import { openFolder } from './keepsake.ts';
import { type DemoOptions, HELP, readOptions } from './options.ts';
import { takenPorts } from './taken-ports.ts';

const outcome = readOptions(process.argv.slice(2));
if (outcome.kind === 'help') say(HELP);
else if (outcome.kind === 'wrong') fail([...outcome.errors, '', HELP]);
else await run(outcome.options);

async function run(options: DemoOptions): Promise<void> {
  // Before anything is touched: with --fresh, the data may be that of a demonstration still running.
  const taken = await takenPorts(options);
  if (taken.length > 0) return fail(taken);
  try {
    openFolder(options.dataFolder, options.fresh);
    await buildBrowserCode({ say });
    const demonstration = new Demonstration(options, systemClock);
    const started = demonstration.start();
    stopOnSignal(() => started.then(() => demonstration.stop()));
    say(introduction(await started, options));
  } catch (error) {
    fail([(error as Error).message]);
    process.exit();
  }
}

/** Ctrl-C stops everything in order; a second one does not wait for it. */
function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false;
  const onSignal = () => {
    if (stopping) process.exit(1);
    stopping = true;
    say('正在停止 · stopping …');
    stop().then(
      () => {
        say('已停止 · stopped');
        process.exit(0);
      },
      () => process.exit(1),
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, onSignal);
}

function introduction(addresses: DemoAddresses, options: DemoOptions): string {
  const lines = [
    '',
    `好差评演示已就绪，请用浏览器打开  ·  open  ${addresses.pageUrl}`,
    '',
    `  总站 hub      ${addresses.hubUrl}/docs`,
    `  MQTT          localhost:${addresses.mqttPort}`,
    ...addresses.agentUrls.map((url) => `  终端 terminal ${url}`),
    `  数据 data     ${options.dataFolder}`,
  ];
  if (addresses.firstAdministrator) {
    const { name, password } = addresses.firstAdministrator;
    lines.push(`  管理员 administrator  ${name} / ${password}  (只显示这一次 · shown this once)`);
  }
  return [...lines, '', '按 Ctrl-C 停止 · Ctrl-C stops', ''].join('\n');
}

function say(words: string): void {
  process.stdout.write(`${words}\n`);
}

function fail(lines: string[]): void {
  process.stderr.write(`${lines.join('\n')}\n`);
  process.exitCode = 1;
}
