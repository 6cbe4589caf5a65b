import { DISPLAY_ORDER } from './parts/levels.ts';
import type { Screen } from './state.ts';

/**
 * What a screen says aloud, as ids of fixed phrases. Nothing personal is among them: no name, no
 * number of a case.
 */
export function phrasesOf(screen: Screen): string[] {
  switch (screen.kind) {
    case 'asking':
    case 'linked':
      return [
        'pleaseRate',
        ...DISPLAY_ORDER.flatMap((level, i) => [`digit${i + 1}`, `level${level}`]),
      ];
    case 'chosen':
      if (screen.releasing || !screen.held || screen.choice.level === null) return [];
      return ['youChose', `level${screen.choice.level}`, 'confirmOrChange'];
    case 'thanks':
      return ['thanks'];
    case 'notRated':
      return ['notRated'];
    default:
      return [];
  }
}
