import {
  DOWN_KINDS,
  type DownKind,
  downTopic,
  UP_KINDS,
  type UpKind,
  upTopic,
} from '../../protocol/index.ts';

const UP = new Map<string, UpKind>(UP_KINDS.map((kind) => [kind, kind]));
const DOWN = new Set<string>(DOWN_KINDS);

/**
 * What one terminal may do at the broker: publish to its own up topics, read its own down topics,
 * leave a will on its own presence. Exact topics only, no wildcard, nothing retained, no $SYS.
 * Pure; made once per connection, two strings small, so that thousands of idle ones cost little.
 */
export class Access {
  readonly terminalId: string;
  private readonly up: string;
  private readonly down: string;

  constructor(terminalId: string) {
    this.terminalId = terminalId;
    this.up = upTopic(terminalId, '' as UpKind);
    this.down = downTopic(terminalId, '' as DownKind);
  }

  /** The kind of message that may be published there, or `undefined` when it may not. */
  publishes(packet: { topic: string; retain?: boolean; qos?: number }): UpKind | undefined {
    // QoS 2 could lose a message in this broker, and nothing on our wire asks for it.
    if (packet.retain || packet.qos === 2 || !packet.topic.startsWith(this.up)) return undefined;
    return UP.get(packet.topic.slice(this.up.length));
  }

  subscribes(filter: string): boolean {
    return filter.startsWith(this.down) && DOWN.has(filter.slice(this.down.length));
  }

  /** A will speaks in the terminal's name after it is gone: about its presence and nothing else. */
  leavesWill(will: { topic: string; retain?: boolean; qos?: number }): boolean {
    return this.publishes(will) === 'presence';
  }
}
