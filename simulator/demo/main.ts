// `npm start`: the whole way once, on this machine, with real parts.
import { buildStale } from './build.ts';
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
  const taken = await takenPorts(options);
  if (taken.length > 0) return fail(taken);
  let demonstration: Demonstration;
  try {
    openFolder(options.dataFolder, options.fresh);
    await buildStale(say);
    demonstration = new Demonstration(options, systemClock);
    introduce(await demonstration.start(), options);
  } catch (error) {
    fail([(error as Error).message]);
    process.exit();
  }
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      say('正在停止 · stopping …');
      demonstration.stop().then(() => say('已停止 · stopped'));
    });
  }
}

function introduce(addresses: DemoAddresses, options: DemoOptions): void {
  say(`\n好差评演示已就绪，请用浏览器打开  ·  open  ${addresses.pageUrl}\n`);
  say(`  总站 hub      ${addresses.hubUrl}/docs`);
  say(`  MQTT          localhost:${addresses.mqttPort}`);
  for (const url of addresses.agentUrls) say(`  终端 terminal ${url}`);
  say(`  数据 data     ${options.dataFolder}`);
  if (addresses.firstAdministrator) {
    const { name, password } = addresses.firstAdministrator;
    say(`  管理员 administrator  ${name} / ${password}  (只显示这一次 · shown this once)`);
  }
  say('\n按 Ctrl-C 停止 · Ctrl-C stops\n');
}

function say(words: string): void {
  process.stdout.write(`${words}\n`);
}

function fail(lines: string[]): void {
  process.stderr.write(`${lines.join('\n')}\n`);
  process.exitCode = 1;
}
