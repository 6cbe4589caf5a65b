import { describe, expect, it } from 'vitest';
import { AGENT_PROMPT_ID, asking, type Bench, EVENT_ID, idle, promptOf } from './testing.ts';

const caseShown = ({ state: { screen } }: Bench) =>
  screen.kind === 'asking' || screen.kind === 'chosen' ? screen.asking.prompt.caseNo : screen.kind;

describe('a second prompt', () => {
  it('replaces one that nobody has touched', () => {
    const bench = asking().prompt('hub', promptOf('B'));
    expect(caseShown(bench)).toBe('B');
    expect(bench.effects()).toEqual(['hub: prompt of A replaced']);
  });

  it('waits until a started rating has ended', () => {
    const bench = asking().choose(4).prompt('hub', promptOf('B'));
    expect(caseShown(bench)).toBe('A');
    bench.pass(8_000).send({ kind: 'released', eventId: EVENT_ID }).pass(4_000);
    expect(caseShown(bench)).toBe('B');
  });

  it('waits as well when somebody has only touched the screen', () => {
    const bench = asking().send({ kind: 'touched' }).prompt('hub', promptOf('B'));
    expect(caseShown(bench)).toBe('A');
    expect(caseShown(bench.send({ kind: 'decline' }).pass(4_000))).toBe('B');
  });

  it('gives up its place in the waiting to a third', () => {
    const bench = asking().choose(4).prompt('hub', promptOf('B')).prompt('hub', promptOf('C'));
    expect(bench.effects()).toContain('hub: prompt of B replaced');
    bench.pass(8_000).send({ kind: 'released', eventId: EVENT_ID }).pass(4_000);
    expect(caseShown(bench)).toBe('C');
  });

  it('is not shown any more when its time ran out in the waiting', () => {
    const bench = asking().choose(4).prompt('hub', promptOf('B'), { showForMs: 10_000 });
    bench.pass(8_000).send({ kind: 'released', eventId: EVENT_ID }).pass(4_000);
    expect(caseShown(bench)).toBe('idle');
    expect(bench.effects()).toContain('hub: prompt of B expired');
  });
});

describe('a withdrawal', () => {
  it('ends what nobody has touched', () => {
    const bench = asking().prompt('hub', null);
    expect(caseShown(bench)).toBe('idle');
    expect(bench.effects()).toEqual(['hub: prompt of A withdrawn']);
  });

  it('ends no started rating, whoever presses (SZ-04)', () => {
    expect(caseShown(asking().send({ kind: 'touched' }).prompt('hub', null))).toBe('A');
    expect(caseShown(asking().choose(1).prompt('hub', null))).toBe('A');
  });

  it('by one party leaves what the other party asks', () => {
    expect(caseShown(asking().prompt('agent', null))).toBe('A');
    const both = asking().prompt('agent', promptOf('A', AGENT_PROMPT_ID)).prompt('hub', null);
    expect(caseShown(both)).toBe('A');
    expect(caseShown(both.prompt('agent', null))).toBe('idle');
  });

  it('takes a waiting prompt away', () => {
    const bench = asking().choose(4).prompt('hub', promptOf('B')).prompt('hub', null);
    bench.pass(8_000).send({ kind: 'released', eventId: EVENT_ID }).pass(4_000);
    expect(caseShown(bench)).toBe('idle');
  });
});

describe('the same asking', () => {
  it('is one when hub and agent both bring it, with the words of the hub', () => {
    const agentFirst = { ...promptOf('A', AGENT_PROMPT_ID), invitationId: null };
    const bench = idle().prompt('agent', agentFirst).prompt('hub', promptOf('A')).pass(400);
    expect(bench.state.screen).toMatchObject({ asking: { prompt: promptOf('A') } });
    bench.send({ kind: 'decline' });
    expect(bench.effects().sort()).toEqual([
      `agent: ${AGENT_PROMPT_ID} declined`,
      'hub: prompt of A declined',
    ]);
  });

  it('is not asked twice when the other road is slower than the citizen', () => {
    const bench = idle().prompt('agent', promptOf('A', AGENT_PROMPT_ID)).pass(400);
    bench.send({ kind: 'decline' }).pass(4_000);
    bench.effects();
    bench.prompt('hub', promptOf('A'));
    expect(caseShown(bench)).toBe('idle');
    expect(bench.effects()).toEqual(['hub: prompt of A declined']);
  });

  it('is answered with the same ending when the very prompt comes again', () => {
    const bench = asking().send({ kind: 'decline' }).pass(4_000);
    bench.effects();
    expect(bench.prompt('hub', promptOf('A')).effects()).toEqual(['hub: prompt of A declined']);
    expect(caseShown(bench)).toBe('idle');
  });

  it('is asked anew when the staff asks anew', () => {
    const bench = asking().send({ kind: 'decline' }).pass(4_000);
    expect(caseShown(bench.prompt('hub', promptOf('A', 'a new prompt')))).toBe('A');
  });
});

describe('a prompt that is not shown', () => {
  it('is reported as expired when it came too late', () => {
    const bench = idle().prompt('hub', promptOf('A'), { showForMs: 0 });
    expect(caseShown(bench)).toBe('idle');
    expect(bench.effects()).toEqual(['hub: prompt of A expired']);
  });

  it('is reported as rated when this terminal holds a rating of it', () => {
    const bench = idle().prompt('hub', promptOf('A'), { alreadyRated: true });
    expect(caseShown(bench)).toBe('idle');
    expect(bench.effects()).toEqual(['hub: prompt of A alreadyRated']);
  });

  it('does not interrupt the rating that is being made of it', () => {
    const bench = asking().choose(4).prompt('hub', promptOf('A'), { alreadyRated: true });
    expect(caseShown(bench)).toBe('A');
  });
});

describe('a prompt with tags of a list that this terminal does not know', () => {
  const strange = { ...promptOf('A'), tagList: { list: 'taxation', version: 3 } };
  const told = 'This terminal does not know the tags of taxation@3; it offered none.';

  it('SZ-11: is rated all the same, and whoever asked hears what was left out', () => {
    const bench = idle().prompt('hub', strange).pass(400).choose(2).pass(8_000);
    bench.send({ kind: 'released', eventId: EVENT_ID });
    expect(bench.kind).toBe('thanks');
    expect(bench.effects()).toContain(`hub: prompt of A rated, ${told}`);
  });

  it('says so as well when nobody rated, and nothing of a list that it knows', () => {
    const declined = idle().prompt('hub', strange).send({ kind: 'decline' });
    expect(declined.effects()).toEqual([`hub: prompt of A declined, ${told}`]);
    const known = { ...strange, tagList: { list: 'national', version: 2 } };
    const usual = idle().prompt('hub', known).send({ kind: 'decline' });
    expect(usual.effects()).toEqual(['hub: prompt of A declined']);
  });
});
