/** Loaded after the first screen: everything that speaks with agent and hub. */

export { Leaving } from '../leaving.ts';
export { download, exportRatings, maintenanceFacts } from '../maintenance.ts';
export { countEvidence, handEvidence, retireIdentity } from '../outbox/retire.ts';
export { PageUpkeep } from '../upkeep.ts';
export { AgentLine, fetchAgentConfig, giveEvidence, tryPin } from './agent.ts';
export { enrolByAgent } from './enrol.ts';
export { createHubLink } from './hub.ts';
