import type { Prompt } from '../../../protocol/index.ts';
import type { Effect, Event } from './events.ts';
import { nextDeadline, step } from './machine.ts';
import { type Choice, INITIAL_STATE, type Source, type State } from './state.ts';

export const AGENT_PROMPT_ID = 'c0b7b4c0-1a5c-4e7a-8d1d-3b5d4b1f6a02';
export const EVENT_ID = '0193541c-9d5b-7e52-8a3b-0c6f5f0a7b33';

export function promptOf(caseNo: string, promptId = `prompt of ${caseNo}`): Prompt {
  return {
    promptId,
    invitationId: '0b9ae3d8-7d5b-4b55-9df5-3b5f7f0a2c22',
    caseNo,
    stage: 'completion',
    item: { itemCode: 'BDC-0107', name: '二手房转移登记' },
    serviceWindow: { windowNo: '12', name: '不动产登记' },
    staff: { staffNo: '0231', name: '林静怡' },
    issuedAt: '2026-11-22T10:31:00.000+08:00',
    showUntil: '2026-11-22T10:41:00.000+08:00',
    lastDay: '2026-11-29',
  };
}

/** The machine with a clock that the test moves; effects pile up until they are looked at. */
export class Bench {
  state: State = INITIAL_STATE;
  now = 1_000;
  private done: Effect[] = [];

  get kind() {
    return this.state.screen.kind;
  }

  send(event: Event): this {
    const { state, effects } = step(this.state, event, this.now);
    this.state = state;
    this.done.push(...effects);
    return this;
  }

  /** Time passes as the runner lets it: a tick at each deadline. */
  pass(ms: number): this {
    const until = this.now + ms;
    for (;;) {
      const next = nextDeadline(this.state, this.now);
      if (next > until) break;
      this.now = next;
      this.send({ kind: 'tick' });
    }
    this.now = until;
    return this;
  }

  prompt(source: Source, prompt: Prompt | null, more: Partial<PromptFacts> = {}): this {
    return this.send({
      kind: 'prompt',
      source,
      prompt,
      showForMs: 600_000,
      alreadyRated: false,
      ...more,
    });
  }

  choose(level: 5 | 4 | 3 | 2 | 1, eventId = EVENT_ID): this {
    return this.send({ kind: 'choose', level, input: 'touch', eventId });
  }

  /** What was done since the last look, in short words. */
  effects(): string[] {
    const words = this.done.map(wordsOf);
    this.done = [];
    return words;
  }
}

type PromptFacts = Pick<Extract<Event, { kind: 'prompt' }>, 'showForMs' | 'alreadyRated'>;

function wordsOf(effect: Effect): string {
  switch (effect.kind) {
    case 'hold':
    case 'change': {
      const { level, revisions } = effect.choice;
      if (level === null) return `${effect.kind} ${saidIn(effect.choice)}`;
      return `${effect.kind} ${level} for ${effect.holdForMs} (${revisions} revisions)`;
    }
    case 'refine':
      return `refine ${saidIn(effect.choice)} for ${effect.holdForMs}`;
    case 'report': {
      const { source, promptId, ending, detail } = effect;
      return [`${source}: ${promptId} ${ending}`, ...(detail === undefined ? [] : [detail])].join(
        ', ',
      );
    }
    default:
      return effect.kind;
  }
}

function saidIn({ level, details }: Choice): string {
  const { business, service, tags, text, linked } = details;
  const parts = [
    `${level}`,
    business === null ? '' : `business ${business}`,
    service === null ? '' : `service ${service}`,
    ...tags,
    text,
    ...linked.map((each) => [`${each.caseNo}=${each.level}`, ...each.tags].join(' ')),
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** Enrolled, idle. */
export const idle = () => new Bench().send({ kind: 'started' });
/** A hub prompt of case A is shown and its buttons are open. */
export const asking = () => idle().prompt('hub', promptOf('A')).pass(400);
