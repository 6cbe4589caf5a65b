import { parseArgs } from 'node:util';
import { z } from 'zod';

/** A command's options as one schema with descriptions and defaults. */
export type OptionShape = Record<string, z.ZodType>;

export type OptionsOutcome<S extends OptionShape> =
  | { ok: true; values: z.infer<z.ZodObject<S>> }
  | { ok: false; exitCode: 0 | 2; words: string };

/** Reads a command line; `--help` and errors (all of them at once) come back as words. */
export function readOptions<S extends OptionShape>(
  usage: string,
  shape: S,
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): OptionsOutcome<S> {
  const names = Object.keys(shape);
  const options = Object.fromEntries(
    names.map((name) => [dashed(name), { type: isFlag(shape[name]) ? 'boolean' : 'string' }]),
  );
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: options as Record<string, { type: 'string' | 'boolean' }>,
    strict: false,
    allowPositionals: true,
  });
  if (values.help) return { ok: false, exitCode: 0, words: helpOf(usage, shape) };
  const errors = positionals.map((word) => `"${word}": not an option`);
  for (const option of Object.keys(values)) {
    if (!names.some((name) => dashed(name) === option)) errors.push(`--${option}: no such option`);
  }
  const given = names.map((name) => [name, values[dashed(name)] ?? env[envName(name)]]);
  const parsed = z.object(shape).safeParse(Object.fromEntries(given));
  for (const issue of parsed.success ? [] : parsed.error.issues) {
    errors.push(`--${dashed(String(issue.path[0]))}: ${issue.message}`);
  }
  if (parsed.success && errors.length === 0) return { ok: true, values: parsed.data };
  return { ok: false, exitCode: 2, words: `${errors.join('\n')}\nSee --help.\n` };
}

/** A switch; naming it alone turns it on. In the environment `yes`. */
export function flag() {
  return z
    .union([z.boolean(), z.enum(['yes', 'no']).transform((word) => word === 'yes')])
    .default(false)
    .meta({ flag: true });
}

function isFlag(schema: z.ZodType | undefined): boolean {
  return schema?.meta()?.flag === true;
}

/** A number out of a text, within bounds. */
export function number(least: number, most: number) {
  return z
    .string()
    .regex(/^\d+(\.\d+)?$/, 'expected a number')
    .transform(Number)
    .pipe(z.number().min(least).max(most));
}

export function whole(least: number, most: number) {
  return number(least, most).pipe(z.int());
}

function helpOf(usage: string, shape: OptionShape): string {
  const lines = Object.entries(shape).map(([name, schema]) => {
    const option = `  --${dashed(name)}`.padEnd(22);
    return `${option} ${schema.description ?? ''}\n${' '.repeat(22)} environment ${envName(name)}`;
  });
  return `Usage: ${usage}\n\n${lines.join('\n')}\n`;
}

function dashed(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function envName(name: string): string {
  return `HAOCHAPING_SIMULATOR_${dashed(name).replaceAll('-', '_').toUpperCase()}`;
}
