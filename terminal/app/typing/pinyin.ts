import type { Entry, Node } from './lexicon.ts';
import type { Candidate, InputMethod } from './port.ts';

/** Longer than any sentence that one writes before choosing. */
const MOST_LETTERS = 60;
/** Rare characters of names stand far behind, but they are there. */
const MOST_CANDIDATES = 600;
/** What a syllable costs of which only the beginning was typed: the initial, or all that is there. */
const INITIAL_COST = 3;
const UNFINISHED_COST = 1.5;
/** So that one long word is likelier than two short ones. */
const WORD_COST = 2.5;

/** A word that the letters from some place on may mean. */
interface Match {
  node: Node;
  end: number;
  penalty: number;
}

/**
 * Pinyin: letters without tones or gaps → words and characters. Knows whole syllables (`taidu`),
 * initials alone (`td`), the two mixed (`fuwtd`), an unfinished last syllable (`taid`), `v` for ü,
 * and ' where the writer parts syllables himself (`xi'an`). Pure.
 */
export class Pinyin implements InputMethod<string> {
  private readonly root: Node;

  constructor(lexicon: Node) {
    this.root = lexicon;
  }

  candidatesOf(written: string): readonly Candidate[] {
    const letters = written.toLowerCase().slice(0, MOST_LETTERS);
    const matches = this.matches(letters, 0);
    const used = (end: number) => ({ used: end === letters.length ? written.length : end });
    const whole = matches.filter(({ end }) => end === letters.length);
    const partial = matches.filter(({ end, penalty }) => end < letters.length && penalty === 0);
    const sentence = this.sentence(letters);
    const exact = whole.some(({ penalty }) => penalty === 0);
    const ranked = [
      ...(sentence === null || exact ? [] : [{ text: sentence, ...used(letters.length) }]),
      ...ranking(whole).map(({ text }) => ({ text, ...used(letters.length) })),
      ...(sentence === null ? [] : [{ text: sentence, ...used(letters.length) }]),
      ...partial
        .sort((a, b) => b.end - a.end)
        .flatMap(({ node, end }) => node.entries.map(({ text }) => ({ text, ...used(end) }))),
    ];
    return once(ranked).slice(0, MOST_CANDIDATES);
  }

  /** Every word that begins at a place, with where it ends. */
  private matches(letters: string, from: number): Match[] {
    const found: Match[] = [];
    const walk = (node: Node, at: number, penalty: number) => {
      const begin = letters[at] === "'" ? at + 1 : at;
      if (node.entries.length > 0 && at > from) found.push({ node, end: begin, penalty });
      if (begin >= letters.length) return;
      for (const [syllable, next] of node.children) {
        for (const { length, cost } of readings(syllable, letters, begin)) {
          walk(next, begin + length, penalty + cost);
        }
      }
    };
    walk(this.root, from, 0);
    return found;
  }

  /** The likeliest words one after another that use all letters; null when it is a single one. */
  private sentence(letters: string): string | null {
    const best: ({ text: string; cost: number; words: number } | undefined)[] = [];
    best[0] = { text: '', cost: 0, words: 0 };
    for (let at = 0; at < letters.length; at++) {
      const before = best[at];
      if (before === undefined) continue;
      for (const { node, end, penalty } of this.matches(letters, at)) {
        const [entry] = node.entries;
        if (entry === undefined) continue;
        const cost = before.cost + entry.cost + penalty + WORD_COST;
        if (cost >= (best[end]?.cost ?? Number.POSITIVE_INFINITY)) continue;
        best[end] = { text: before.text + entry.text, cost, words: before.words + 1 };
      }
    }
    const last = best[letters.length];
    return last === undefined || last.words < 2 ? null : last.text;
  }
}

/** How the letters at a place may stand for a syllable: as a whole, cut short at the end, by its initial. */
function readings(syllable: string, letters: string, at: number) {
  const ways: { length: number; cost: number }[] = [];
  if (letters.startsWith(syllable, at)) ways.push({ length: syllable.length, cost: 0 });
  const rest = letters.length - at;
  if (rest < syllable.length && syllable.startsWith(letters.slice(at))) {
    ways.push({ length: rest, cost: UNFINISHED_COST });
    return ways;
  }
  if (letters[at] !== syllable[0] || syllable.length === 1) return ways;
  const isDouble = letters[at + 1] === 'h' && syllable[1] === 'h';
  ways.push({ length: isDouble ? 2 : 1, cost: INITIAL_COST });
  return ways;
}

function ranking(matches: readonly Match[]): Entry[] {
  return matches
    .flatMap(({ node, penalty }) =>
      node.entries.map(({ text, cost }) => ({ text, cost: cost + penalty })),
    )
    .sort((a, b) => a.cost - b.cost);
}

/** The first of each text. */
function once(candidates: readonly Candidate[]): Candidate[] {
  const seen = new Set<string>();
  return candidates.filter(({ text }) => !seen.has(text) && seen.add(text));
}
