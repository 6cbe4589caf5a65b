import type { z } from 'zod';
import type { Clock } from '../../protocol/index.ts';
import { systemClock } from '../link/index.ts';
import { Agent } from './agent.ts';
import { type AgentConfigSchema, agentConfigOf } from './config.ts';
import { exportRatings as exportFrom } from './export.ts';
import { createLog, type Log } from './log.ts';

export {
  AGENT_SETTINGS,
  type AgentConfig,
  AgentConfigSchema,
  agentConfigOf,
  parseAgentConfig,
} from './config.ts';
export { AgentError } from './errors.ts';
export { markForReenrolment } from './evaluator/reenrolment.ts';
export { AgentWatch } from './kiosk/agent-watch.ts';
export { findChromium } from './kiosk/find-chromium.ts';
export { Kiosk } from './kiosk/kiosk.ts';
export { createLog } from './log.ts';
export type { Heartbeat, ScreenFact } from './screen-watch.ts';

/**
 * An agent by its settings. Listens and writes nothing before `start()`.
 *
 * @param given.onRestart the hub wants this process to end and be started again
 */
export function createAgent(
  settings: z.input<typeof AgentConfigSchema>,
  given: { clock?: Clock; log?: Log; onRestart?: () => void } = {},
): { start(): Promise<{ url: string; localKey: string }>; stop(): Promise<void> } {
  const config = agentConfigOf(settings);
  return new Agent(config, {
    clock: given.clock ?? systemClock,
    log: given.log ?? createLog(config.logLevel),
    onRestart: given.onRestart ?? (() => {}),
  });
}

/**
 * Writes the signed ratings of a data folder that have no receipt into a file for the hub.
 *
 * @returns how many
 */
export function exportRatings(dataFolder: string, file: string): Promise<number> {
  return exportFrom(dataFolder, file, systemClock);
}
