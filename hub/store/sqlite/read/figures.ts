import type { DatabaseSync } from 'node:sqlite';
import { answerOf } from '../../../statistics/columns/answer.ts';
import type { FigureAnswer, FigureQuestion } from '../../../statistics/dimension.ts';
import { FigureBlocks } from './figure-blocks.ts';

/** The counters, grouped and narrowed by any of their dimensions; never older than the question. */
export class FigureReader {
  readonly #blocks: FigureBlocks;

  constructor(db: DatabaseSync, mostDays: number) {
    this.#blocks = new FigureBlocks(db, mostDays);
  }

  answer(question: FigureQuestion): FigureAnswer {
    const { by, where } = question;
    const asksForDays = by.includes('day') || where?.day !== undefined;
    const blocks = this.#blocks.read(question, asksForDays ? 'days' : 'months');
    return answerOf({ blocks, dictionaries: this.#blocks.dictionaries }, question);
  }

  warmUp(): Iterable<void> {
    return this.#blocks.warmUp();
  }
}
