import {
  type Hello,
  type Presence,
  type PromptEnding,
  type PromptReport,
  WIRE_VERSION,
} from '../../protocol/index.ts';
import { instant } from './clock.ts';
import type { Outbox } from './ports.ts';

/** What a device knows about its own parts: four facts, two of them the device's to tell. */
export type ScreenFacts = Pick<Presence, 'screen' | 'keypad' | 'unknownKeys' | 'restarts' | 'runs'>;

/** Who speaks, and what the clocks say. */
export interface Origin {
  terminalId: string;
  bootId: string;
  deviceTime: number;
  clockOffsetMs: number | null;
}

function originOf(origin: Origin) {
  return {
    version: WIRE_VERSION,
    terminalId: origin.terminalId,
    bootId: origin.bootId,
    deviceTime: instant(origin.deviceTime),
    clockOffsetMs: origin.clockOffsetMs,
  } as const;
}

export function helloOf(
  origin: Origin,
  facts: Pick<Hello, 'appVersion' | 'promptId' | 'configurationRevision'>,
  counts: Awaited<ReturnType<Outbox['counts']>>,
): Hello {
  return { ...originOf(origin), ...facts, ...counts };
}

export function presenceOf(
  origin: Pick<Origin, 'terminalId' | 'bootId'>,
  state: Presence['state'],
  facts: ScreenFacts,
): Presence {
  const { terminalId, bootId } = origin;
  return { version: WIRE_VERSION, terminalId, bootId, state, ...facts };
}

export function reportOf(
  origin: Origin,
  promptId: string | null,
  ending: PromptEnding,
  detail: string | undefined,
): PromptReport {
  const report: PromptReport = { ...originOf(origin), promptId, ending };
  return detail === undefined ? report : { ...report, detail: detail.slice(0, 500) };
}
