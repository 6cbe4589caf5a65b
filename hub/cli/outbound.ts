import type { DeliveryRow } from '../outbound/delivery.ts';
import type { DestinationHealth } from '../outbound/outbound.ts';
import type { CliCommand } from './call.ts';
import { CliError, EXIT, table } from './io.ts';

const LISTED = ['id', 'destination', 'kind', 'subject', 'state', 'attempts', 'lastError', 'reason'];
const STANDING = ['destination', 'on', 'circuit', 'pending', 'oldestSeconds', 'stuck', 'refused'];

/** What goes to the hotline, the SMS gateway and the provincial platform. */
export const OUTBOUND_COMMANDS: Record<string, CliCommand> = {
  destinations: {
    usage: 'destinations',
    meaning: 'Whom the hub reports to, what waits for them and what they refused',
    words: 0,
    async run({ hub, show }) {
      const rows = await hub.call<DestinationHealth[]>('GET', '/api/destinations');
      show(rows, table(rows as unknown as Record<string, unknown>[], STANDING));
      return EXIT.ok;
    },
  },
  deliveries: {
    usage: 'deliveries [--state STATE] [--destination NAME]',
    meaning: 'The newest deliveries; states: pending, delivered, refused, abandoned',
    words: 0,
    async run({ options: { state, destination }, hub, show }) {
      const query = new URLSearchParams();
      if (state !== undefined) query.set('state', state);
      if (destination !== undefined) query.set('destination', destination);
      const rows = await hub.call<DeliveryRow[]>('GET', `/api/deliveries?${query}`);
      show(rows, table(rows as unknown as Record<string, unknown>[], LISTED));
      return EXIT.ok;
    },
  },
  resend: {
    usage: 'resend ID',
    meaning: 'Sends a refused or abandoned delivery again, after what was wrong is mended',
    words: 1,
    async run({ words: [id = ''], hub, show }) {
      await hub.call('POST', `/api/deliveries/${encodeURIComponent(id)}/resend`);
      show({ resent: id }, `Delivery ${id} is sent again.\n`);
      return EXIT.ok;
    },
  },
  'replay-destination': {
    usage: 'replay-destination DESTINATION POSITION',
    meaning: 'Hands on again from a ledger position; what a destination has is not sent twice',
    words: 2,
    async run({ words: [destination = '', position = ''], hub, show }) {
      if (!/^\d+$/.test(position)) throw new CliError('POSITION is a number', EXIT.usage);
      const path = `/api/destinations/${encodeURIComponent(destination)}/replay`;
      await hub.call('POST', path, { from: Number(position) });
      show({ destination, from: Number(position) }, `${destination} is fed from ${position} on.\n`);
      return EXIT.ok;
    },
  },
};
