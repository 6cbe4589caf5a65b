import type { BehaviourName } from '../behaviours/behaviour.ts';
import { ITEMS } from '../cases.ts';
import { type Scenario, ScenarioSchema } from './scenario.ts';
import type { Step } from './steps.ts';

export interface Flaw {
  /** e.g. `steps.3.level` */
  path: string;
  message: string;
}

export type ReadScenario = { ok: true; scenario: Scenario } | { ok: false; flaws: Flaw[] };

/** A scenario from the text of its file. Pure; every error at once, each with its path. */
export function readScenario(text: string): ReadScenario {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { ok: false, flaws: [{ path: '', message: `not JSON: ${(error as Error).message}` }] };
  }
  const parsed = ScenarioSchema.safeParse(value);
  if (!parsed.success) {
    const flaws = parsed.error.issues.map(({ path, message }) => ({
      path: path.join('.'),
      message,
    }));
    return { ok: false, flaws };
  }
  const flaws = contradictionsOf(parsed.data);
  return flaws.length > 0 ? { ok: false, flaws } : { ok: true, scenario: parsed.data };
}

type Device = 'terminal' | 'keypad' | 'none' | 'kiosk';

/** What of a well-formed scenario cannot be played. */
function contradictionsOf(scenario: Scenario): Flaw[] {
  const devices = devicesOf(scenario);
  const cases = new Set<string>();
  const flaws: Flaw[] = [];
  for (const [place, count] of countsOf(scenario)) {
    if (count > 1) flaws.push({ path: 'windows', message: `${place} stands there ${count} times` });
  }
  for (const [at, step] of scenario.steps.entries()) {
    for (const { field, message } of flawsOf(step, { scenario, devices, cases })) {
      flaws.push({ path: `steps.${at}.${field}`, message });
    }
    if (step.step === 'finish-case' || step.step === 'end-flow') cases.add(step.case);
    if (step.step === 'finish-case') for (const one of step.linked ?? []) cases.add(one.case);
  }
  return flaws;
}

interface Known {
  scenario: Scenario;
  devices: ReadonlyMap<string, Device>;
  /** Introduced by the steps before. */
  cases: ReadonlySet<string>;
}

function flawsOf(step: Step, known: Known): { field: string; message: string }[] {
  const flaws: { field: string; message: string }[] = [];
  const flaw = (field: string, message: string) => flaws.push({ field, message });
  const finishes = step.step === 'finish-case' || step.step === 'end-flow';
  if ('case' in step && step.case !== undefined && !finishes && !known.cases.has(step.case)) {
    flaw('case', `no step before finishes "${step.case}"`);
  }
  if ('receiver' in step && !known.scenario.receivers.includes(step.receiver)) {
    flaw('receiver', `${step.receiver} is not among the receivers`);
  }
  const items = 'item' in step ? [step.item] : [];
  const linked = step.step === 'finish-case' ? (step.linked ?? []).map(({ item }) => item) : [];
  for (const code of [...items, ...linked]) {
    if (code !== undefined && !ITEMS.some(({ itemCode }) => itemCode === code)) {
      flaw('item', `${code} is not in the catalogue`);
    }
  }
  for (const message of placeFlaws(step, known.devices)) flaw(placeField(step), message);
  if (step.step === 'begin' && step.behaviour === 'drifts' && step.ahead === undefined) {
    flaw('ahead', 'says how far the clock is off');
  }
  if (step.step === 'pass' && step.by.startsWith('-')) flaw('by', 'time passes forward');
  return flaws;
}

/** Keypads are told of by their agent, which has a line and a disk of its own. */
const BY_DEVICE: Record<Exclude<Device, 'none'>, readonly BehaviourName[]> = {
  terminal: ['duplicates', 'goes-offline', 'drifts', 'garbage', 'power-cut', 'full-disk'],
  kiosk: ['duplicates', 'goes-offline', 'drifts', 'garbage', 'power-cut', 'full-disk'],
  keypad: ['bouncing-key', 'garbage'],
};

function placeField(step: Step): string {
  return 'at' in step ? 'at' : 'window' in step ? 'window' : 'kiosk';
}

function placeFlaws(step: Step, devices: ReadonlyMap<string, Device>): string[] {
  const place =
    'at' in step ? step.at : 'window' in step ? step.window : 'kiosk' in step ? step.kiosk : null;
  if (place === null) return [];
  const device = devices.get(place);
  if (device === undefined) return [`there is no ${place}`];
  if (step.step === 'finish-case') return device === 'kiosk' ? [`${place} is a kiosk`] : [];
  if (step.step === 'end-flow') return device === 'kiosk' ? [] : [`${place} is no kiosk`];
  if (device === 'none') return [`${place} has no evaluator`];
  if (step.step === 'begin' || step.step === 'end') {
    const fits = BY_DEVICE[device].includes(step.behaviour);
    return fits ? [] : [`${step.behaviour} is nothing that a ${device} does`];
  }
  const isPlain = step.step !== 'rate' || (step.level !== null && step.kept);
  if (device === 'keypad' && (step.step === 'decline' || !isPlain)) {
    return [`${place} has keys only`];
  }
  return [];
}

function devicesOf({ windows, kiosks }: Scenario): Map<string, Device> {
  return new Map<string, Device>([
    ...windows.map(({ window, evaluator }) => [window, evaluator] as const),
    ...kiosks.map(({ kiosk }) => [kiosk, 'kiosk'] as const),
  ]);
}

function countsOf({ windows, kiosks }: Scenario): Map<string, number> {
  const places = [...windows.map(({ window }) => window), ...kiosks.map(({ kiosk }) => kiosk)];
  const counts = new Map<string, number>();
  for (const place of places) counts.set(place, (counts.get(place) ?? 0) + 1);
  return counts;
}
