import { Aedes, type PublishPacket } from 'aedes';
import { TOPIC_ROOT } from '../../protocol/index.ts';

type Done = (error?: Error | null) => void;
type Deliver = Parameters<Aedes['subscribe']>[1];

/**
 * aedes without its router, for our topics: what a terminal publishes goes to the hub's listener
 * and to nobody else, and what the hub sends goes straight to the one connection. So no message
 * of a terminal can ever reach another one, and the router's cost per message is saved. Topics of
 * aedes itself ($SYS) keep their road.
 */
export class QuietBroker extends Aedes {
  override publish(packet: PublishPacket, ...rest: unknown[]): void {
    if (isOurs(packet.topic)) finish(rest.at(-1));
    else Reflect.apply(super.publish, this, [packet, ...rest]);
  }

  override subscribe(topic: string, deliver: Deliver, done: Done): void {
    if (isOurs(topic)) finish(done);
    else super.subscribe(topic, deliver, done);
  }

  override unsubscribe(topic: string, deliver: Deliver, done: Done): void {
    if (isOurs(topic)) finish(done);
    else super.unsubscribe(topic, deliver, done);
  }
}

function isOurs(topic: string): boolean {
  return topic.startsWith(`${TOPIC_ROOT}/`);
}

function finish(done: unknown): void {
  if (typeof done === 'function') (done as Done)();
}
