import type { HallFacts, Ruling } from './facts.ts';
import { figuresOf } from './figures.ts';
import { invitationsOf } from './invitations.ts';
import { verdictsOf } from './verdicts.ts';

/** SZ-17b: what a case counts as that nobody rated. */
const DEFAULT_LEVEL = 3;

/**
 * What the rulebook says of everything that is known at a moment: slow, plain, and written from the
 * rules alone. It shares no code with the hub, so that the two can be held against each other.
 */
export function rule(facts: HallFacts): Ruling {
  const found = invitationsOf(facts);
  const verdicts = verdictsOf(facts, found);
  const invitations = found.map((invitation) => {
    const counted = [...verdicts].find(
      ([, one]) => one.standing === 'counted' && one.invitation === invitation,
    );
    const isDefaulted = counted === undefined && invitation.closesAt <= facts.moment;
    const status = counted ? 'rated' : isDefaulted ? 'defaulted' : 'open';
    return {
      ...invitation,
      status,
      ratedBy: counted?.[0] ?? null,
      defaultLevel: isDefaulted ? DEFAULT_LEVEL : null,
    } as const;
  });
  const ruling = { invitations, verdicts };
  return { ...ruling, figures: figuresOf(facts, ruling) };
}
