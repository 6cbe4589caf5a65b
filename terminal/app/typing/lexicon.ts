/** A word with how unlikely it is: natural logarithm of its place by frequency. */
export interface Entry {
  text: string;
  cost: number;
}

/** Words by their syllables, one step of the tree a syllable. */
export interface Node {
  children: Map<string, Node>;
  /** The likeliest first. */
  entries: Entry[];
}

export interface LexiconData {
  /** `syllable:characters`, the most frequent first; ' follows one that is usually read otherwise. */
  CHARACTERS: string;
  /** Words, the most frequent first; `=` and a reading where it is not the usual one. */
  WORDS: string;
  PHRASES: string;
}

/** Characters that are no word by themselves come after every word. */
const AFTER_WORDS = 10;
/** Words of the domain stand among the likeliest few hundred of the language. */
const DOMAIN_COST = 5.5;

/** Builds the tree. Pure; some ten milliseconds, so once and only when somebody writes. */
export function lexiconOf({ CHARACTERS, WORDS, PHRASES }: LexiconData): Node {
  const root: Node = { children: new Map(), entries: [] };
  const usual = new Map<string, string>();
  const lines = CHARACTERS.split(' ').map((line) => line.split(':'));
  for (const [syllable = '', letters = ''] of lines) {
    for (const [, letter = '', mark] of letters.matchAll(/(.)('?)/gu)) {
      if (mark === '') usual.set(letter, syllable);
    }
  }
  const add = (told: string, cost: number) => {
    const [text = '', reading] = told.split('=');
    const syllables = reading?.split("'") ?? [...text].map((letter) => usual.get(letter) ?? '');
    put(root, syllables, { text, cost });
  };
  for (const told of PHRASES.split(' ')) add(told, DOMAIN_COST);
  WORDS.split(' ').forEach((told, place) => {
    add(told, Math.log(place + 2));
  });
  for (const [syllable = '', letters = ''] of lines) {
    [...letters.replaceAll("'", '')].forEach((text, place) => {
      put(root, [syllable], { text, cost: AFTER_WORDS + place / 100 });
    });
  }
  sort(root);
  return root;
}

function put(root: Node, syllables: readonly string[], entry: Entry): void {
  let node = root;
  for (const syllable of syllables) {
    let next = node.children.get(syllable);
    if (next === undefined) {
      next = { children: new Map(), entries: [] };
      node.children.set(syllable, next);
    }
    node = next;
  }
  node.entries.push(entry);
}

/** The likeliest first, each text once. */
function sort(node: Node): void {
  node.entries.sort((a, b) => a.cost - b.cost);
  const seen = new Set<string>();
  node.entries = node.entries.filter(({ text }) => !seen.has(text) && seen.add(text));
  for (const child of node.children.values()) sort(child);
}
