import { writeSync } from 'node:fs';
import { Hall, HandClock } from './hall.ts';
import type { StorePlace } from './place.ts';

/** Writes ratings without end and prints each one's id when the store has acknowledged it. */
const [, , module = '', argument = ''] = process.argv;
const { openPlace } = (await import(module)) as { openPlace(argument: string): StorePlace };
const place = openPlace(argument);
const hall = new Hall(place, await place.open(new HandClock()));

async function write(worker: number): Promise<never> {
  for (let i = 0; ; i++) {
    const rating = hall.rating({ caseNo: `K${worker}-${i}` });
    await hall.send(rating);
    writeSync(1, `${rating.eventId}\n`);
  }
}
await Promise.all(Array.from({ length: 16 }, (_, worker) => write(worker)));
