import type { StoryStep } from '../explain/told.ts';
import { instantText } from '../instant.ts';
import type { Call } from './call.ts';
import { EXIT } from './io.ts';

/** Why a case stands as it does, step by step. */
export async function explainCase({ words: [caseNo = ''], hub, show }: Call): Promise<number> {
  const path = `/api/cases/${encodeURIComponent(caseNo)}/explanation`;
  const story = await hub.call<{ caseNo: string; steps: StoryStep[] }>('GET', path);
  const lines = story.steps.map(({ at, rule, pack, zh, en }) => {
    const by = pack === null ? rule : `${rule}, ${pack}`;
    return `${instantText(at)}  [${by}]\n    ${zh}\n    ${en}\n`;
  });
  show(story, lines.join(''));
  return EXIT.ok;
}
