/** SQL: what the ledger entry `alias` says, but for what was redacted since. */
export function payloadOf(alias: string): string {
  return `coalesce((SELECT rest.payload FROM redactions x JOIN ledger rest
    ON rest.position = x.position WHERE x.entry = ${alias}.position), ${alias}.payload)`;
}
