/**
 * SQL, with `w` a row of workOrders: the cases that were added to an order after it was opened, as
 * a JSON array (SZ-20a). What opened it lies in the entry that `w.opened` names.
 */
export const ADDED_CASES = `(SELECT json_group_array(added.value)
  FROM workOrderSteps s JOIN ledger x ON x.position = s.position,
    json_each(coalesce(x.body -> '$.caseNos', x.body -> '$.order.caseNos')) added
  WHERE s.rating = w.rating AND x.kind IN ('invitation.extended', 'rating.settled'))`;

/** All cases of an order, each once: those it was opened with, then those that were added. */
export function casesOfOrder(opened: readonly string[], added: unknown): string[] {
  return [...new Set([...opened, ...(JSON.parse(String(added)) as string[])])];
}
