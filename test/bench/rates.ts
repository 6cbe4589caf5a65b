import { type Figure, median } from './figures.ts';
import { HubUnderLoad, hubFigures, rateOf } from './hub.ts';
import type { LoadResult } from './parties/order.ts';
import { bareAedes, mosquitto, type Reference, type Shape } from './reference.ts';

const SHAPE: Shape = { terminals: 50, inFlight: 8, messages: 30_000 };

interface Parties {
  aedes: Reference;
  mosquitto: Reference | null;
  hub: HubUnderLoad;
}

/** What the rounds brought, one element a round. */
interface Rounds {
  aedes: number[];
  aedesBare: number[];
  mosquitto: number[];
  alone: LoadResult[];
  fifty: LoadResult[];
  fiftyBare: LoadResult[];
  many: LoadResult[];
}

/** All rates, each round touching every party, so that a noisy minute spoils none of them alone. */
export async function rates(rounds: number, say: (line: string) => void): Promise<Figure[]> {
  say('starting the brokers and the hub, enrolling 500 terminals …');
  const parties: Parties = {
    aedes: await bareAedes(SHAPE),
    mosquitto: await mosquitto(SHAPE),
    hub: await HubUnderLoad.start(500),
  };
  if (parties.mosquitto === null) say('Mosquitto is not installed here; its figure is left out.');
  const got: Rounds = {
    aedes: [],
    aedesBare: [],
    mosquitto: [],
    alone: [],
    fifty: [],
    fiftyBare: [],
    many: [],
  };
  try {
    say('a first load, so that a working hub is measured …');
    await warm(parties.hub);
    say('one terminal alone …');
    for (let round = 1; round <= rounds; round++) got.alone.push(await runAlone(parties.hub));
    for (let round = 1; round <= rounds; round++) {
      say(`round ${round} of ${rounds} …`);
      await runRound(parties, got);
    }
  } finally {
    await Promise.all([parties.hub.stop(), parties.aedes.stop(), parties.mosquitto?.stop()]);
  }
  return figuresOf(got);
}

/**
 * A hub of a hall has worked since it was installed: its code is compiled, and its log of commits
 * has the size at which it is written over instead of growing.
 */
async function warm(hub: HubUnderLoad): Promise<void> {
  const { terminals, inFlight, messages } = SHAPE;
  const ratings = await hub.prepare(terminals, messages / terminals);
  await hub.run(ratings, { client: 'bare sockets', inFlight });
  await hub.untilRested();
}

/** Alone also means that no signatures of others wait to be checked. */
async function runAlone(hub: HubUnderLoad): Promise<LoadResult> {
  return hub.run(await hub.prepare(1, 2_000), { client: 'mqtt.js', inFlight: 1 });
}

async function runRound({ aedes, mosquitto, hub }: Parties, got: Rounds): Promise<void> {
  const each = SHAPE.messages / SHAPE.terminals;
  const fifty = await hub.prepare(50, each);
  const fiftyBare = await hub.prepare(50, each);
  const many = await hub.prepare(500, 60);
  const { inFlight } = SHAPE;
  got.aedes.push(await aedes.run('mqtt.js'));
  got.fifty.push(await hub.run(fifty, { client: 'mqtt.js', inFlight }));
  if (mosquitto) got.mosquitto.push(await mosquitto.run('mqtt.js'));
  got.many.push(await hub.run(many, { client: 'mqtt.js', inFlight }));
  got.aedesBare.push(await aedes.run('bare sockets'));
  got.fiftyBare.push(await hub.run(fiftyBare, { client: 'bare sockets', inFlight }));
}

function figuresOf(got: Rounds): Figure[] {
  const brokers: Figure[] = [
    {
      name: 'bare aedes, QoS 1 PUBACK, 50 terminals × 8',
      value: median(got.aedes),
      unit: '/s',
      prototype: { low: 17_000, high: 24_000 },
    },
  ];
  if (got.mosquitto.length > 0) {
    brokers.push({
      name: 'Mosquitto, QoS 1 PUBACK, 50 terminals × 8',
      value: median(got.mosquitto),
      unit: '/s',
      prototype: { low: 17_000, high: 27_000 },
    });
  }
  return [...brokers, ...hubTable(got), ...bareSockets(got)];
}

function hubTable({ alone, fifty, many, aedes }: Rounds): Figure[] {
  const aloneFigures = hubFigures('1 terminal × 1', alone).map((figure) =>
    figure.name.endsWith('p50')
      ? { ...figure, bound: { atMost: 1 }, prototype: { low: 0.45, high: 0.45 } }
      : figure,
  );
  const fiftyFigures = hubFigures('50 terminals × 8', fifty).map((figure) =>
    figure.unit === '/s' ? { ...figure, prototype: { low: 8_000, high: 11_000 } } : figure,
  );
  return [
    ...aloneFigures,
    ...fiftyFigures,
    ...hubFigures('500 terminals × 8', many),
    {
      name: 'ratio hub / bare aedes, 50 terminals × 8',
      value: median(fifty.map((run, round) => rateOf(run) / (aedes[round] ?? Number.NaN))),
      unit: '',
      bound: { atLeast: 0.4 },
      aim: 0.6,
    },
  ];
}

/** The same against senders that cost next to nothing: what the software itself can take. */
function bareSockets({ aedesBare, fiftyBare }: Rounds): Figure[] {
  return [
    {
      name: 'bare aedes, bare-socket senders, 50 × 8',
      value: median(aedesBare),
      unit: '/s',
    },
    ...hubFigures('bare-socket senders, 50 × 8', fiftyBare),
    {
      name: 'ratio hub / bare aedes, bare-socket senders',
      value: median(fiftyBare.map((run, round) => rateOf(run) / (aedesBare[round] ?? Number.NaN))),
      unit: '',
    },
  ];
}
