import type { Clock } from '../../protocol/index.ts';
import { type HubApiOptions, isInTestMode } from '../hub-api.ts';
import { begin, end } from './behaving.ts';
import { endFlow, finishCase } from './cases.ts';
import { decline, rate } from './citizens.ts';
import * as expectations from './expectations.ts';
import * as hubAndTime from './hub-and-time.ts';
import * as receivers from './receivers.ts';
import { needsOf, type Scenario } from './scenario.ts';
import { Stage } from './stage.ts';
import type { Step, StepName, StepOf } from './steps.ts';

export interface StepReport {
  /** Counted from 1. */
  no: number;
  step: StepName;
  /** The step as a line for a person. */
  words: string;
  outcome: 'done' | 'failed' | 'skipped';
  /** What happened, or why it failed. */
  detail: string;
  ms: number;
}

export interface ScenarioReport {
  name: string;
  passed: boolean;
  seconds: number;
  steps: StepReport[];
}

export interface RunOptions {
  clock: Clock;
  /** Without one the scenario has a hub of its own. */
  hub?: HubApiOptions;
  onStep?: (report: StepReport) => void;
  /** Ends the run before the next step; everything is put away. */
  signal?: AbortSignal;
}

/** This hub cannot be asked for what the scenario does. */
export class ScenarioNeeds extends Error {
  override readonly name = 'ScenarioNeeds';
}

type Doers = { [Name in StepName]: (stage: Stage, step: StepOf<Name>) => Promise<string> };

const DOERS: Doers = {
  'finish-case': finishCase,
  'end-flow': endFlow,
  rate,
  decline,
  begin,
  end,
  'kill-hub': hubAndTime.killHub,
  'stop-hub': hubAndTime.stopHub,
  'start-hub': hubAndTime.startHub,
  pass: hubAndTime.pass,
  wait: hubAndTime.wait,
  'set-receiver': receivers.setReceiver,
  resend: receivers.resend,
  'hotline-reports': receivers.hotlineReports,
  'expect-prompt': expectations.expectPrompt,
  'expect-rating': expectations.expectRating,
  'expect-invitation': expectations.expectInvitation,
  'expect-order': expectations.expectOrder,
  'expect-receiver': expectations.expectReceiver,
  'expect-refused': expectations.expectRefused,
  'expect-outbox': expectations.expectOutbox,
};

/**
 * Plays a scenario. A step that fails ends it, and the ones after it are skipped. Throws
 * `ScenarioNeeds` for a hub that is not up to it, and fetch's own error when nobody is there.
 */
export async function runScenario(
  scenario: Scenario,
  options: RunOptions,
): Promise<ScenarioReport> {
  const { clock, hub, onStep, signal } = options;
  const startedAt = clock.monotonic();
  const testCases = hub !== undefined && !(await isInTestMode(hub.hubUrl));
  if (hub !== undefined) mustDo(scenario, testCases);
  const stage = await Stage.open({ scenario, clock, testCases, ...(hub && { hub }) });
  const steps: StepReport[] = [];
  try {
    for (const [at, step] of scenario.steps.entries()) {
      const isOver = signal?.aborted || steps.some(({ outcome }) => outcome === 'failed');
      const report = isOver ? skipped(at, step) : await play(stage, { at, step, clock });
      steps.push(report);
      onStep?.(report);
    }
  } finally {
    await stage.close();
  }
  const passed = steps.every(({ outcome }) => outcome === 'done');
  const seconds = Math.round((clock.monotonic() - startedAt) / 100) / 10;
  return { name: scenario.name, passed, seconds, steps };
}

function mustDo(scenario: Scenario, isOfProduction: boolean): void {
  const missing = needsOf(scenario).filter(({ need }) => need === 'ownHub' || isOfProduction);
  if (missing.length === 0) return;
  const words = missing.map(({ at, step, need }) =>
    need === 'ownHub'
      ? `step ${at + 1} (${step}) needs a hub of its own: leave out --hub`
      : `step ${at + 1} (${step}) needs a hub in test mode (--test-mode)`,
  );
  throw new ScenarioNeeds(words.join('\n'));
}

async function play(
  stage: Stage,
  { at, step, clock }: { at: number; step: Step; clock: Clock },
): Promise<StepReport> {
  const began = clock.monotonic();
  const doer = DOERS[step.step] as (stage: Stage, step: Step) => Promise<string>;
  const [outcome, detail] = await doer(stage, step).then(
    (words) => ['done', words] as const,
    (fault: unknown) => ['failed', fault instanceof Error ? fault.message : String(fault)] as const,
  );
  return { ...about(at, step), outcome, detail, ms: Math.round(clock.monotonic() - began) };
}

function skipped(at: number, step: Step): StepReport {
  return { ...about(at, step), outcome: 'skipped', detail: '', ms: 0 };
}

function about(at: number, step: Step) {
  return { no: at + 1, step: step.step, words: stepText(step) };
}

/** e.g. `rate at=A01 level=2`. */
export function stepText({ step, ...fields }: Step): string {
  const DEFAULTS: Record<string, unknown> = { within: 20, kept: true, standing: 'counted' };
  const said = Object.entries(fields).filter(
    ([name, value]) => value !== undefined && DEFAULTS[name] !== value,
  );
  const texts = said.map(([name, value]) => `${name}=${textOf(value)}`);
  return [step, ...texts].join(' ');
}

function textOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
