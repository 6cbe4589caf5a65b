const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * Short code that a rater may keep: the first 40 bits of the ledger entry's hash as eight letters
 * of Crockford's base 32, which leaves out I, L, O and U.
 */
export function receiptCode(hash: string): string {
  const high = Number.parseInt(hash.slice(0, 5), 16);
  const low = Number.parseInt(hash.slice(5, 10), 16);
  return fourLetters(high) + fourLetters(low);
}

function fourLetters(bits: number): string {
  let letters = '';
  for (let shift = 15; shift >= 0; shift -= 5) letters += CROCKFORD[(bits >>> shift) & 31];
  return letters;
}
