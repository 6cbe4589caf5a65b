import type { PromptEvent, Step } from './events.ts';
import { ask, over, reportsOf, rest, stay } from './flow.ts';
import { type Asking, type Ended, keyOf, SAME_ASKING_MS, type State } from './state.ts';

/** What a prompt, or its withdrawal, does to the screen. Pure. */
export function takePrompt(state: State, event: PromptEvent, now: number): Step {
  if (event.prompt === null) return withdraw(state, event, now);
  if (!canAsk(state)) return stay(state);
  const asking: Asking = {
    key: keyOf(event.prompt),
    prompt: event.prompt,
    promptIds: { [event.source]: event.prompt.promptId },
    expiresAt: now + event.showForMs,
  };
  const ended = state.ended.find((known) => isOver(known, event, asking, now));
  if (ended) return answerAgain(state, ended, asking);
  const current = currentAsking(state);
  if (current?.key === asking.key) return merge(state, current, asking, event);
  if (event.alreadyRated) return over(state, asking, 'alreadyRated', now);
  if (event.showForMs <= 0) return over(state, asking, 'expired', now);
  return admit(state, asking, now);
}

/** An unenrolled or second page asks nobody anything. */
function canAsk({ screen }: State): boolean {
  return !['starting', 'elsewhere', 'unenrolled'].includes(screen.kind);
}

/** What a citizen is rating, or could rate with the next touch. */
function currentAsking({ screen }: State): Asking | undefined {
  const rates = screen.kind === 'asking' || screen.kind === 'linked' || screen.kind === 'chosen';
  return rates ? screen.asking : undefined;
}

/** The very prompt again, or the same asking by the other road shortly after. */
function isOver(known: Ended, event: PromptEvent, asking: Asking, now: number): boolean {
  if (known.promptIds[event.source] === event.prompt?.promptId) return true;
  const byOtherRoad = known.promptIds[event.source] === undefined;
  const answered = ['declined', 'timedOut', 'rated'].includes(known.ending);
  return byOtherRoad && answered && known.key === asking.key && now - known.at < SAME_ASKING_MS;
}

/** The first report may have been lost, or the other party has not heard it yet. */
function answerAgain(state: State, known: Ended, asking: Asking): Step {
  const ended = state.ended.map((each) =>
    each === known ? { ...each, promptIds: { ...each.promptIds, ...asking.promptIds } } : each,
  );
  return { state: { ...state, ended }, effects: reportsOf(asking, known.ending) };
}

/** The hub's words win over the agent's: they know the invitation and its last day. */
function merge(state: State, current: Asking, asking: Asking, event: PromptEvent): Step {
  const { screen } = state;
  if (!('asking' in screen)) return stay(state);
  const before = current.promptIds[event.source];
  const replaced = before !== undefined && before !== asking.prompt.promptId;
  const better = event.source === 'hub' || current.promptIds.hub === undefined;
  const merged: Asking = {
    ...current,
    prompt: better ? asking.prompt : current.prompt,
    promptIds: { ...current.promptIds, ...asking.promptIds },
    expiresAt: Math.max(current.expiresAt, asking.expiresAt),
  };
  const effects = replaced
    ? reportsOf({ ...current, promptIds: { [event.source]: before } }, 'replaced')
    : [];
  return { state: { ...state, screen: { ...screen, asking: merged } }, effects };
}

function admit(state: State, asking: Asking, now: number): Step {
  const { screen, waiting } = state;
  if (screen.kind === 'asking' && !screen.touched) {
    const { state: next, effects } = over(state, screen.asking, 'replaced', now);
    return { state: ask(next, asking, now).state, effects };
  }
  if (['idle', 'needsService', 'reenrol'].includes(screen.kind)) {
    return state.refused === null ? ask(state, asking, now) : stay(state);
  }
  if (waiting === null) return stay({ ...yielding(state, now), waiting: asking });
  if (waiting.key === asking.key) {
    const promptIds = { ...waiting.promptIds, ...asking.promptIds };
    return stay({ ...state, waiting: { ...asking, promptIds } });
  }
  const { state: next, effects } = over(state, waiting, 'replaced', now);
  return { state: { ...next, waiting: asking }, effects };
}

/** Who reads how to rate later keeps a few seconds for it. */
function yielding(state: State, now: number): State {
  const { screen } = state;
  if (screen.kind !== 'notRated') return state;
  const until = Math.min(screen.until, Math.max(now + 1, screen.yieldsAt));
  return { ...state, screen: { ...screen, until } };
}

/** Ends only what nobody has touched, and only when no other party still asks it. */
function withdraw(state: State, { source }: PromptEvent, now: number): Step {
  const waiting = state.waiting?.promptIds[source] === undefined ? null : state.waiting;
  const first = waiting
    ? over({ ...state, waiting: null }, waiting, 'withdrawn', now)
    : stay(state);
  const { screen } = first.state;
  if (screen.kind !== 'asking' || screen.touched) return first;
  const { [source]: mine, ...others } = screen.asking.promptIds;
  if (mine === undefined) return first;
  if (Object.keys(others).length > 0) {
    const asking = { ...screen.asking, promptIds: others };
    return {
      state: { ...first.state, screen: { ...screen, asking } },
      effects: [
        ...first.effects,
        ...reportsOf({ ...screen.asking, promptIds: { [source]: mine } }, 'withdrawn'),
      ],
    };
  }
  const second = over(first.state, screen.asking, 'withdrawn', now);
  const third = rest(second.state, now);
  return { state: third.state, effects: [...first.effects, ...second.effects, ...third.effects] };
}

/** What the hub is told that the screen asks: its own prompt, where it asked too. */
export function promptShown(state: State): string | null {
  const asking = currentAsking(state);
  return asking === undefined ? null : (asking.promptIds.hub ?? asking.prompt.promptId);
}
