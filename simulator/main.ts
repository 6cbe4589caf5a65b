import type { Command } from './commands/command.ts';
import { COMMANDS } from './commands.ts';

const HELP = `Usage: node simulator/main.ts <command> [options]

The parties around a hub, simulated: they use the same roads as real ones and no back door.

${Object.entries(COMMANDS)
  .map(([name, { summary }]) => `  ${name.padEnd(10)} ${summary}`)
  .join('\n')}

"node simulator/main.ts <command> --help" says more.
`;

const [name = '--help', ...argv] = process.argv.slice(2);
const command: Command | undefined = Object.hasOwn(COMMANDS, name)
  ? COMMANDS[name as keyof typeof COMMANDS]
  : undefined;
if (name === '--help') {
  process.stdout.write(HELP);
} else if (command === undefined) {
  process.stderr.write(`"${name}" is no command.\n\n${HELP}`);
  process.exitCode = 2;
} else {
  process.exitCode = await command.run(argv);
}
