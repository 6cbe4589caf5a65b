/** Frames and profiles of button evaluators: bytes ↔ what they say. Pure. */
export { bytesOf, hexOf, joined } from './bytes.ts';
export type { Codec, Heard } from './codec.ts';
export { codecOf } from './codecs.ts';
export { OPEN_TYPES, openFrame, partsOf } from './open-frame.ts';
export { hear, NO_PRESSES, type Presses, settle, TOGETHER_MS } from './presses.ts';
export {
  type DriverProfile,
  type KeyMeaning,
  meaningOf,
  missingLevels,
  readProfile,
  type Scene,
  type SerialLine,
} from './profile.ts';
export { BUILT_IN_PROFILES } from './profiles.ts';
export { QUEUE_TAKEN, type QueueCall, queueResult, readQueueCall } from './queue-caller.ts';
export {
  readSundynAnswer,
  readSundynDatagram,
  type SundynFrame,
  SundynReader,
  sundynAnswer,
  sundynOk,
  sundynText,
} from './sundyn.ts';
