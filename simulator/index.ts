/** The simulated parties: the same for tests and for technicians. */

export { SqliteOutbox } from '../terminal/agent/outbox/index.ts';
export { type CasePlace, CaseSource, ITEMS, localInstant, staffMember } from './cases.ts';
export {
  type Answer,
  type Citizen,
  type CitizenBehaviour,
  createCitizen,
  EAGER,
  ORDINARY,
} from './citizen.ts';
export { recordingOf } from './exchange/recorded.ts';
export { Recorder } from './exchange/recorder.ts';
export { Replay } from './exchange/replay.ts';
export { scriptOf } from './exchange/script.ts';
export { type Arrivals, arrivalsOf, steadyArrivals } from './fleet/curve.ts';
export { Fleet, type FleetCount, type FleetOptions, isClean } from './fleet/fleet.ts';
export { HubApi, type HubApiOptions, HubRefusal } from './hub-api.ts';
export { enrol, type Identity, openIdentity } from './identity.ts';
export { FaultyLine, type Mischief } from './line/faulty-line.ts';
export { AndroidEvaluator } from './parties/android-evaluator.ts';
export { createHotline } from './parties/hotline.ts';
export { freePort, HubProcess } from './parties/hub-process.ts';
export { KeypadDesk } from './parties/keypad-desk.ts';
export { KioskApp } from './parties/kiosk-app.ts';
export { OldWindowPc } from './parties/old-window-pc.ts';
export { BEHAVIOURS, type Behaviour, Party, type ReceivedMessage } from './parties/party.ts';
export { createProvince } from './parties/province.ts';
export { findSocat } from './parties/pty.ts';
export { ReceiptPrinter } from './parties/receipt-printer.ts';
export { SerialEvaluator, type VirtualKey } from './parties/serial-evaluator.ts';
export { createSmsGateway } from './parties/sms.ts';
export { VirtualTerminal, type VirtualTerminalOptions } from './parties/terminal.ts';
export { TerminalDevice } from './parties/terminal-device.ts';
export { type Delivery, WindowPc, type WindowPcOptions } from './parties/window-pc.ts';
export { waitUntil } from './patience.ts';
export { between, pick, type Random, seeded } from './random.ts';
export { readScenario } from './scenario/read.ts';
export { runScenario, ScenarioNeeds, type ScenarioReport } from './scenario/run.ts';
export { type Scenario, ScenarioSchema } from './scenario/scenario.ts';
export { scenarioText, shelfNames } from './scenario/shelf.ts';
