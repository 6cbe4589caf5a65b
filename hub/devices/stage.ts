/** An edition for part of a scope's terminals, and what the others keep meanwhile. */
export interface StagedEdition {
  edition: string;
  /** Of the scope's terminals; 100 for all. */
  percent: number;
  /** What this scope said before; null: nothing. */
  before: string | null;
}

/** The edition of one terminal in a staged scope; null where the scope says nothing for it. Pure. */
export function stagedEdition(staged: StagedEdition, terminalId: string): string | null {
  return shareOf(terminalId) < staged.percent ? staged.edition : staged.before;
}

/** Who is not reached yet keeps what was said before, also when the share only grows. */
export function stageNext(
  present: StagedEdition | undefined,
  next: { edition: string; percent: number },
): StagedEdition {
  if (present === undefined) return { ...next, before: null };
  const isSame = present.edition === next.edition;
  const settled = present.percent >= 100 ? present.edition : present.before;
  return { ...next, before: isSame ? present.before : settled };
}

/**
 * 0–99, always the same for a terminal: whoever is among the first tenth is also among the first
 * half. FNV-1a, and the end of MurmurHash3 so that names in a row are spread.
 */
export function shareOf(terminalId: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < terminalId.length; i++) {
    hash = Math.imul(hash ^ terminalId.charCodeAt(i), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % 100;
}
