import { DatabaseSync } from 'node:sqlite';
import { Hall } from '../contract/hall.ts';
import { makePlace } from './contract-place.ts';
import { databasePath } from './database.ts';

/** A hall of the contract, and the file its store writes, for proofs on what lies in the file. */
export class HallFile {
  readonly hall: Hall;
  readonly path: string;

  private constructor(hall: Hall) {
    this.hall = hall;
    this.path = databasePath(hall.place.child.argument);
  }

  /** With a rating of a known case, and one that waits for its record. */
  static async rated(): Promise<HallFile> {
    const hall = await Hall.open(await makePlace());
    await hall.send(hall.answer(await hall.report(hall.record('C1'))));
    await hall.send(hall.rating({ caseNo: 'C2' }));
    return new HallFile(hall);
  }

  async remove(): Promise<void> {
    await this.hall.store.stop();
    await this.hall.place.remove();
  }

  /** As somebody with the file in hands could do it. */
  tamper(sql: string): void {
    const db = new DatabaseSync(this.path);
    try {
      db.exec(sql);
    } finally {
      db.close();
    }
  }
}
