/**
 * Every topic of the wire. A terminal publishes below `hcp/1/up/<its id>/` and reads below
 * `hcp/1/down/<its id>/`; there is nothing else, no wildcard and no retained message.
 * The `1` is the major version of the wire: it changes when an old party could not go on.
 */
export const TOPIC_ROOT = 'hcp/1';

/** What a terminal sends. */
export const UP_KINDS = ['hello', 'rating', 'prompt-report', 'presence'] as const;
/** What the hub sends. */
export const DOWN_KINDS = ['welcome', 'receipt', 'prompt', 'configuration'] as const;

export type UpKind = (typeof UP_KINDS)[number];
export type DownKind = (typeof DOWN_KINDS)[number];

export type Topic =
  | { direction: 'up'; terminalId: string; kind: UpKind }
  | { direction: 'down'; terminalId: string; kind: DownKind };

export function upTopic(terminalId: string, kind: UpKind): string {
  return `${TOPIC_ROOT}/up/${terminalId}/${kind}`;
}

export function downTopic(terminalId: string, kind: DownKind): string {
  return `${TOPIC_ROOT}/down/${terminalId}/${kind}`;
}

/** The exact filters a terminal subscribes to; the hub grants these and no others. */
export function subscriptionsOf(terminalId: string): string[] {
  return DOWN_KINDS.map((kind) => downTopic(terminalId, kind));
}

/** Takes a topic apart, or `undefined` when it is not one of ours. */
export function parseTopic(topic: string): Topic | undefined {
  const parts = topic.split('/');
  if (parts.length !== 5 || parts[0] !== 'hcp' || parts[1] !== '1') return undefined;
  const [, , direction, terminalId, kind] = parts as [string, string, string, string, string];
  if (direction === 'up' && isOneOf(UP_KINDS, kind)) return { direction, terminalId, kind };
  if (direction === 'down' && isOneOf(DOWN_KINDS, kind)) return { direction, terminalId, kind };
  return undefined;
}

function isOneOf<const T extends readonly string[]>(list: T, value: string): value is T[number] {
  return list.includes(value);
}
