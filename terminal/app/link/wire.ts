/** Loaded after the first screen: everything that speaks with agent and hub. */
export { AgentLine, fetchAgentConfig } from './agent.ts';
export { enrol } from './enrol.ts';
export { createHubLink } from './hub.ts';
