import type { Command, Outcome } from '../../port.ts';
import type { AccessLog } from './access-log.ts';
import type { IdentityTable } from './identity-table.ts';

/** What happens to sealed identities after they came: looked at, sealed anew, deleted. */
export class IdentityKeeper {
  readonly #identities: IdentityTable;
  readonly #log: AccessLog;

  constructor(identities: IdentityTable, log: AccessLog) {
    this.#identities = identities;
    this.#log = log;
  }

  accessed({ access, at }: Command<'identity.accessed'>): null {
    const { kind, ...body } = access;
    this.#log.append(kind, at, body);
    return null;
  }

  /** One entry a step: deleting is itself something to account for. */
  expire(command: Command<'identity.expire'>): Outcome<'identity.expire'> {
    const { before, limit, rule, at } = command;
    const caseNos = this.#identities.due(before, limit);
    for (const caseNo of caseNos) this.#identities.bury(caseNo, at, rule);
    if (caseNos.length > 0) this.#log.append('identity.deleted', at, { rule, caseNos });
    return { deleted: caseNos.length };
  }

  reseal({ identities }: Command<'identity.reseal'>): Outcome<'identity.reseal'> {
    const done = identities.filter(({ was, sealed }) => this.#identities.reseal(was, sealed));
    return { resealed: done.length };
  }

  /** Runs behind every record that was sealed before, so the count is the truth. */
  keyChanged({ change, keyId, by, at }: Command<'key.changed'>): Outcome<'key.changed'> {
    const identities = this.#identities.sealedWith(keyId);
    if (change === 'activated') this.#log.append('key.activated', at, { keyId, by });
    else if (identities === 0) this.#log.append('key.retired', at, { keyId, by });
    return { identities };
  }
}
