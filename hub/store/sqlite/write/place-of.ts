import type { RatedPlace } from '../../../statistics/figure.ts';

/** Whom a rating is about: what its invitation says, or only where its terminal stands. */
export function placeOf(
  invitation: RatedPlace | null,
  terminal: { hallId: string; windowNo: string | null },
): RatedPlace {
  const { hallId, windowNo } = terminal;
  const unknown = { departmentCode: '', itemCode: '', staffNo: '' };
  if (invitation === null) return { hallId, windowNo: windowNo ?? '', ...unknown };
  return {
    hallId: invitation.hallId,
    departmentCode: invitation.departmentCode,
    windowNo: invitation.windowNo,
    itemCode: invitation.itemCode,
    staffNo: invitation.staffNo,
  };
}
