import { join } from 'node:path';
import {
  AGENT_SETTINGS,
  type AgentConfig,
  AgentError,
  createAgent,
  exportRatings,
  markForReenrolment,
  parseAgentConfig,
} from './index.ts';

const EXIT = { ok: 0, failed: 1, badConfiguration: 2, restart: 10 } as const;

const HELP = `Usage: node terminal/agent/main.ts [export FILE | reenrol] [options]

Runs the agent of one device: serves the app on localhost and takes finished cases from the window PC.

  export FILE
      Writes the signed ratings of the data folder that have no receipt into FILE, also beside a
      running agent; the hub takes it by import-ratings
  reenrol
      Gives up the identity of an evaluator without a screen, which the hub has revoked: from its next
      start on it is another terminal, to be approved. What has no receipt stays as evidence, and
      export writes it too

${AGENT_SETTINGS.map((one) => `  ${one.option}\n      ${one.meaning}\n      default ${one.default || '(none)'}, environment ${one.env}`).join('\n')}
  --help
      This text

Exit codes: 0 stopped as asked, 1 could not start or failed, 2 wrong settings, 10 to be started
again, as the hub said.
`;

async function run(config: AgentConfig): Promise<void> {
  let asked = false;
  const stop = (exitCode: number) => {
    if (asked) process.exit(EXIT.failed);
    asked = true;
    agent.stop().then(() => process.exit(exitCode), fail);
  };
  const agent = createAgent(config, { onRestart: () => stop(EXIT.restart) });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop(EXIT.ok));
  const { url } = await agent.start();
  const keyFile = join(config.dataFolder, 'local-key');
  process.stdout.write(`app     ${url}\ncases   POST ${url}/local/cases   (key in ${keyFile})\n`);
}

async function carryAway({ dataFolder }: AgentConfig, file: string): Promise<void> {
  const count = await exportRatings(dataFolder, file);
  process.stdout.write(`${file}: ${count} ratings\n`);
}

function fail(error: unknown): never {
  const words = error instanceof AgentError ? error.message : (error as Error).stack;
  process.stderr.write(`${words}\n`);
  process.exit(EXIT.failed);
}

function giveUp({ dataFolder }: AgentConfig): void {
  markForReenrolment(dataFolder);
  process.stdout.write('It enrols anew at its next start.\n');
}

const argv = process.argv.slice(2);
if (argv.includes('--help')) {
  process.stdout.write(HELP);
  process.exit(EXIT.ok);
}
const exportTo = argv[0] === 'export' ? argv[1] : undefined;
if (argv[0] === 'export' && (exportTo === undefined || exportTo.startsWith('--'))) {
  process.stderr.write('export needs a file to write to. See --help.\n');
  process.exit(EXIT.badConfiguration);
}
const words = { export: 2, reenrol: 1 }[argv[0] ?? ''] ?? 0;
const outcome = parseAgentConfig(argv.slice(words), process.env);
if (!outcome.ok) {
  process.stderr.write(`${outcome.errors.join('\n')}\nSee --help.\n`);
  process.exit(EXIT.badConfiguration);
}
const { config } = outcome;
try {
  if (exportTo !== undefined) await carryAway(config, exportTo);
  else if (argv[0] === 'reenrol') giveUp(config);
  else await run(config);
} catch (error) {
  fail(error);
}
