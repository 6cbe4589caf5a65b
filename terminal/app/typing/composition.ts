import type { Candidate } from './port.ts';

export type Layout = 'pinyin' | 'latin' | 'digits' | 'signs';

/** What is being written and is not yet part of the text. */
export interface Composition {
  layout: Layout;
  /** Pinyin letters that wait for a choice. */
  letters: string;
  /** Which candidates are shown; from 0. */
  page: number;
  isShifted: boolean;
}

export type Key =
  | { kind: 'letter'; letter: string }
  | { kind: 'sign'; text: string }
  | { kind: 'space' }
  | { kind: 'erase' }
  | { kind: 'raw' }
  /** The letters that wait were a mistake. */
  | { kind: 'drop' }
  | { kind: 'shift' }
  | { kind: 'layout'; layout: Layout }
  | { kind: 'page'; by: 1 | -1 }
  | { kind: 'candidate'; candidate: Candidate };

/** What becomes of the text itself. */
export type Edit = { insert: string } | { erase: true } | null;

export interface Pressed {
  composition: Composition;
  edit: Edit;
}

/**
 * One key on what is being written. Pure. `first`: the first candidate that is shown, which a
 * space or a sign takes, as on every keyboard of this kind.
 */
export function press(composition: Composition, key: Key, first: Candidate | null): Pressed {
  const { layout, letters, isShifted } = composition;
  const settled = { ...composition, letters: '', page: 0 };
  const only = (change: Partial<Composition>): Pressed => ({
    composition: { ...composition, ...change },
    edit: null,
  });
  switch (key.kind) {
    case 'letter':
      if (layout === 'pinyin') return only({ letters: letters + key.letter, page: 0 });
      return {
        composition: { ...composition, isShifted: false },
        edit: { insert: isShifted ? key.letter.toUpperCase() : key.letter },
      };
    case 'sign':
      return { composition: settled, edit: { insert: settledText(letters, first) + key.text } };
    case 'space':
      if (letters === '') return { composition, edit: { insert: ' ' } };
      if (first === null) return { composition: settled, edit: { insert: letters } };
      return take(composition, first);
    case 'erase':
      if (letters === '') return { composition, edit: { erase: true } };
      return only({ letters: letters.slice(0, -1), page: 0 });
    case 'raw':
      return { composition: settled, edit: letters === '' ? null : { insert: letters } };
    case 'drop':
      return { composition: settled, edit: null };
    case 'shift':
      return only({ isShifted: !isShifted });
    case 'layout':
      return {
        composition: { ...settled, layout: key.layout, isShifted: false },
        edit: letters === '' ? null : { insert: letters },
      };
    case 'page':
      return only({ page: Math.max(0, composition.page + key.by) });
    case 'candidate':
      return take(composition, key.candidate);
  }
}

/** A candidate goes into the text; letters that it did not use wait on. */
function take(composition: Composition, { text, used }: Candidate): Pressed {
  const letters = composition.letters.slice(used).replace(/^'+/, '');
  return { composition: { ...composition, letters, page: 0 }, edit: { insert: text } };
}

function settledText(letters: string, first: Candidate | null): string {
  if (letters === '') return '';
  return first === null ? letters : first.text + letters.slice(first.used);
}

/** A text with a caret or a marked piece. Places count UTF-16 units, as the browser does. */
export interface Marked {
  text: string;
  from: number;
  to: number;
}

/** The text after an edit, no longer than so many code points (SZ-11); what does not fit is left out. */
export function edited({ text, from, to }: Marked, edit: Edit, limit: number): Marked {
  if (edit === null) return { text, from, to };
  const after = text.slice(to);
  if ('erase' in edit) {
    const whole = text.slice(0, from);
    const before = from === to ? [...whole].slice(0, -1).join('') : whole;
    return { text: before + after, from: before.length, to: before.length };
  }
  const before = text.slice(0, from);
  const room = limit - [...before].length - [...after].length;
  const inserted = [...edit.insert].slice(0, Math.max(0, room)).join('');
  const caret = before.length + inserted.length;
  return { text: before + inserted + after, from: caret, to: caret };
}
