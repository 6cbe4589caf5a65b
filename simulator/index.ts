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
export { AndroidEvaluator } from './devices/android-evaluator.ts';
export { OldWindowPc } from './devices/old-window-pc.ts';
export { findSocat } from './devices/pty.ts';
export { ReceiptPrinter } from './devices/receipt-printer.ts';
export { SerialEvaluator, type VirtualKey } from './devices/serial-evaluator.ts';
export { Fleet, type FleetCount, type FleetOptions, isClean } from './fleet.ts';
export { HubApi, type HubApiOptions, HubRefusal } from './hub-api.ts';
export { enrol, type Identity, openIdentity } from './identity.ts';
export { createHotline } from './parties/hotline.ts';
export { BEHAVIOURS, type Behaviour, Party, type ReceivedMessage } from './parties/party.ts';
export { createProvince } from './parties/province.ts';
export { createSmsGateway } from './parties/sms.ts';
export { waitUntil } from './patience.ts';
export { between, pick, type Random, seeded } from './random.ts';
export { VirtualTerminal, type VirtualTerminalOptions } from './terminal.ts';
export { type Delivery, WindowPc, type WindowPcOptions } from './window-pc.ts';
