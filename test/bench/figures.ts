/**
 * One measured number. `bound` is what the issue asks to hold on any machine; `aim` what we would
 * like; `prototype` what an 80-line prototype reached once on two cores (architecture §6).
 */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  bound?: { atLeast: number } | { atMost: number };
  aim?: number;
  prototype?: { low: number; high: number };
}

/** Does the figure keep its bound? `null` when it has none. */
export function holds(figure: Figure): boolean | null {
  if (figure.bound === undefined) return null;
  return 'atLeast' in figure.bound
    ? figure.value >= figure.bound.atLeast
    : figure.value <= figure.bound.atMost;
}

/** The figures as the JSON file has them. */
export function asJson(figures: readonly Figure[], machine: object): string {
  const rows = figures.map((figure) => ({
    name: figure.name,
    value: round(figure.value),
    unit: figure.unit,
    bound: figure.bound ?? null,
    aim: figure.aim ?? null,
    prototype: figure.prototype ?? null,
    holds: holds(figure),
  }));
  return `${JSON.stringify({ machine, figures: rows }, null, 2)}\n`;
}

/** The figures as a person reads them. */
export function asTable(figures: readonly Figure[]): string {
  const rows = [
    ['figure', 'value', 'bound', 'holds', 'aim', 'prototype'],
    ...figures.map((figure) => [
      figure.name,
      `${display(figure.value)} ${figure.unit}`,
      boundText(figure),
      { true: 'yes', false: 'NO', null: '' }[String(holds(figure)) as 'true' | 'false' | 'null'],
      figure.aim === undefined ? '' : display(figure.aim),
      prototypeText(figure),
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const [head = [], ...body] = rows;
  return [line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...body.map(line)].join(
    '\n',
  );
}

function boundText({ bound }: Figure): string {
  if (bound === undefined) return '';
  return 'atLeast' in bound ? `≥ ${bound.atLeast}` : `≤ ${bound.atMost}`;
}

function prototypeText({ prototype, value }: Figure): string {
  if (prototype === undefined) return '';
  const middle = (prototype.low + prototype.high) / 2;
  const range =
    prototype.low === prototype.high
      ? display(prototype.low)
      : `${display(prototype.low)}–${display(prototype.high)}`;
  return `${range} (× ${display(value / middle)})`;
}

function display(value: number): string {
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en');
  return String(round(value));
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}

/** The value below which `share` (0–1) of the samples lie. */
export function percentile(samples: Float64Array, share: number): number {
  const sorted = Float64Array.from(samples).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** The middle of a few runs; noisy machines spoil means. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
