import type { DefaultMadeBody } from '../../../ledger/bodies.ts';
import type { Command, Outcome } from '../../port.ts';
import type { WriteContext } from './context.ts';
import type { FigureMoves } from './figure-moves.ts';
import type { Tables } from './tables.ts';

/** Makes default ratings by rule (SZ-17b). */
export class DefaultSweep {
  readonly #context: WriteContext;
  readonly #tables: Tables;
  readonly #moves: FigureMoves;

  constructor(context: WriteContext, tables: Tables, moves: FigureMoves) {
    this.#context = context;
    this.#tables = tables;
    this.#moves = moves;
  }

  /**
   * Up to `limit` invitations that closed before anybody rated them. One ledger entry names them
   * all; the invitation's own state is what makes a second default impossible.
   */
  sweep({ closedBy, limit }: Command<'defaults.sweep'>): Outcome<'defaults.sweep'> {
    const { ledger, now } = this.#context;
    const { positions, about } = this.#tables.invitations.setDefaulted(
      ledger.next,
      closedBy,
      limit,
    );
    if (positions.length === 0) return { made: 0 };
    const invitations = positions.sort((a, b) => a - b);
    const body: DefaultMadeBody = { rule: 'SZ-17b', closedBy, invitations };
    ledger.append('default.made', now, body);
    for (const one of about) this.#moves.defaulted(one, one.times);
    return { made: positions.length };
  }
}
