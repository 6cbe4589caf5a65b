import type { StoryFacts, ToldPrompt } from '../store/port.ts';
import { TELLERS } from './tellers.ts';
import type { StoryStep, Teller, Telling } from './told.ts';
import { CONTRADICTION_WORDS, ENDING_WORDS, STAGE_WORDS } from './words.ts';

/** The whole story of a case, in the order of the ledger, prompts between by their time. */
export function storyOf({ caseNo, entries, prompts, contradictions }: StoryFacts): StoryStep[] {
  const telling: Telling = { caseNo, invitations: new Map(), ratings: new Map() };
  const told = entries.flatMap((entry): StoryStep[] => {
    const teller = TELLERS[entry.kind] as Teller | undefined;
    const said = teller?.(JSON.parse(entry.body) as never, telling, entry) ?? null;
    const { at, position, kind } = entry;
    return said === null ? [] : [{ at, position, kind, ...said }];
  });
  const beside = [
    ...prompts.flatMap(promptSteps),
    ...contradictions.map(({ kind, rule, recordIds, at }): StoryStep => {
      const { zh, en } = CONTRADICTION_WORDS[kind as keyof typeof CONTRADICTION_WORDS];
      const said = {
        zh: `业务系统的记录相互矛盾：${zh}，待人核实。`,
        en: `Records contradict: ${en}.`,
      };
      const facts = { kind, recordIds };
      return { at, position: null, kind: 'contradiction', rule, pack: null, facts, ...said };
    }),
  ];
  return merged(
    told,
    beside.toSorted((a, b) => a.at - b.at),
  );
}

function promptSteps(prompt: ToldPrompt): StoryStep[] {
  const { promptId, terminalId, caseNo, stage, issuedAt, showUntil, ending, detail } = prompt;
  const facts = { promptId, terminalId, caseNo, stage, showUntil };
  const about = { position: null, pack: null };
  const { zh, en } = STAGE_WORDS[stage];
  const issued: StoryStep = {
    ...about,
    at: issuedAt,
    kind: 'prompt.issued',
    rule: 'SZ-14a',
    facts,
    zh: `在终端 ${terminalId} 上请评价人评价（${zh}，${caseNo}）。`,
    en: `Terminal ${terminalId} asked for a rating (${en} of ${caseNo}).`,
  };
  if (ending === null) return [issued];
  const how = ENDING_WORDS[ending];
  const ended: StoryStep = {
    ...about,
    at: prompt.endedAt ?? showUntil,
    kind: 'prompt.ended',
    rule: 'SZ-04',
    facts: { promptId, terminalId, ending, ...(detail === null ? {} : { detail }) },
    zh: `终端 ${terminalId} 上的询问结束：${how.zh}。`,
    en: `The prompt at ${terminalId} ended: ${how.en}.`,
  };
  return [issued, ended];
}

/** The ledger keeps its own order, whatever the clock did; the others go in by their time. */
function merged(told: StoryStep[], beside: StoryStep[]): StoryStep[] {
  const steps: StoryStep[] = [];
  let next = 0;
  for (const step of told) {
    while (next < beside.length && (beside[next]?.at ?? 0) < step.at) {
      steps.push(...beside.slice(next, ++next));
    }
    steps.push(step);
  }
  return [...steps, ...beside.slice(next)];
}
