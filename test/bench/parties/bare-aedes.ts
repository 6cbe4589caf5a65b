import { type AddressInfo, createServer } from 'node:net';
import { Aedes } from 'aedes';

/** The reference: aedes with nothing around it, as its README starts it. */
const aedes = await Aedes.createBroker();
const server = createServer({ noDelay: true }, aedes.handle);
server.listen(0, '127.0.0.1', () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});
