import { DOWN_KINDS, downTopic, UP_KINDS, type UpKind, upTopic } from '../../protocol/index.ts';

/**
 * What one terminal may do at the broker: publish to its own up topics, read its own down topics,
 * leave a will on its own presence. Exact topics only, no wildcard, nothing retained, no $SYS.
 * Pure; made once per connection so that a message costs one look into a map.
 */
export class Access {
  readonly terminalId: string;
  private readonly up: ReadonlyMap<string, UpKind>;
  private readonly down: ReadonlySet<string>;

  constructor(terminalId: string) {
    this.terminalId = terminalId;
    this.up = new Map(UP_KINDS.map((kind) => [upTopic(terminalId, kind), kind]));
    this.down = new Set(DOWN_KINDS.map((kind) => downTopic(terminalId, kind)));
  }

  /** The kind of message that may be published there, or `undefined` when it may not. */
  publishes(packet: { topic: string; retain?: boolean; qos?: number }): UpKind | undefined {
    // QoS 2 could lose a message in this broker, and nothing on our wire asks for it.
    if (packet.retain || packet.qos === 2) return undefined;
    return this.up.get(packet.topic);
  }

  subscribes(filter: string): boolean {
    return this.down.has(filter);
  }

  /** A will speaks in the terminal's name after it is gone: about its presence and nothing else. */
  leavesWill(will: { topic: string; retain?: boolean; qos?: number }): boolean {
    return this.publishes(will) === 'presence';
  }
}
