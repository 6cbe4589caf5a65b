import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { PromptReport, ServiceRecord } from '../../../protocol/index.ts';
import { instantText } from '../../rules/calendar.ts';
import { DIRECTORY, type Hall, MINUTE } from './hall.ts';

/** Service records in, prompts and configuration down. */
export function serviceContract(hall: () => Hall): void {
  it('takes the same record once, and refuses another content under its id', async () => {
    const record = hall().record('C1');
    expect(await hall().report(record)).toMatchObject({ status: 'recorded' });
    const { caseNo, ...rest } = record;
    expect(await hall().report({ ...rest, caseNo })).toEqual({ status: 'duplicate' });
    const contradiction = await hall().report({ ...record, event: 'refused' });
    expect(contradiction).toMatchObject({ status: 'refused', errors: [{ path: 'recordId' }] });
    const view = await hall().store.query({ kind: 'case', caseNo: 'C1' });
    expect(view?.records).toHaveLength(1);
  });

  it('asks at the evaluator of the window with all that the screen shows (SZ-14a)', async () => {
    const outcome = await hall().report(hall().record('C1'));
    expect(outcome).toMatchObject({ invitation: { terminalId: 'eva-1', stage: 'completion' } });
    expect(await hall().prompt()).toMatchObject({
      caseNo: 'C1',
      item: { name: '居住证办理' },
      serviceWindow: { windowNo: 'A01', name: '综合窗口一' },
      staff: { staffNo: 's1', name: '王晓' },
    });
    expect(await hall().prompt('eva-2')).toBeNull();
  });

  it('asks at the kiosk whose flow ended (SZ-14b)', async () => {
    const kiosk = { mode: 'kiosk', event: 'flowEnded', terminalId: 'kiosk-1' } as const;
    const { windowNo: _, staff: __, ...record } = hall().record('C1', kiosk);
    expect(await hall().report(record)).toMatchObject({ invitation: { terminalId: 'kiosk-1' } });
    expect(await hall().prompt('kiosk-1')).toMatchObject({ serviceWindow: null, staff: null });
  });

  it('finds the only hall with a window, and refuses to guess between two', async () => {
    const without = (windowNo: string): ServiceRecord => {
      const { hallId: _, ...record } = hall().record(`C-${windowNo}`, { windowNo });
      return record;
    };
    expect(await hall().report(without('A02'))).toMatchObject({
      invitation: { terminalId: 'eva-2' },
    });
    const guess = await hall().report(without('A01'));
    expect(guess).toMatchObject({ status: 'refused', errors: [{ path: 'hallId' }] });
  });

  it('names everything a record lacks at once', async () => {
    const { windowNo: _, staff: __, ...record } = hall().record('C1', { hallId: 'nowhere' });
    const outcome = await hall().report(record);
    const errors = outcome.status === 'refused' ? outcome.errors : [];
    expect(errors.map((error) => error.path).sort()).toEqual(['hallId', 'staff', 'windowNo']);
  });

  it('opens nothing where no evaluator is asked or no rule opens, and says which rule', async () => {
    const failed = await hall().report(hall().record('C1', { event: 'receiptFailed' }));
    expect(failed).toMatchObject({ invitation: null, explanation: { rule: 'SZ-18g' } });
    const alone = await hall().report(hall().record('C2', { windowNo: 'B01' }));
    expect(alone).toMatchObject({ invitation: { terminalId: null, prompt: null } });
    const again = await hall().report(hall().record('C2', { windowNo: 'B01' }));
    expect(again).toMatchObject({ status: 'recorded', invitation: null });
  });

  it('holds the newest prompt until it is shown no more or its terminal says how it ended', async () => {
    await hall().report(hall().record('C1'));
    hall().clock.advance(MINUTE);
    await hall().report(hall().record('C2'));
    const newest = await hall().prompt();
    expect(newest).toMatchObject({ caseNo: 'C2' });
    expect(await report(newest?.promptId ?? '')).toEqual({ known: true });
    expect(await hall().prompt()).toBeNull();
    expect(await report(randomUUID())).toEqual({ known: false });
    await hall().report(hall().record('C3'));
    hall().clock.advance(5 * MINUTE);
    expect(await hall().prompt()).toBeNull();
  });

  it('grows the revision of a configuration only when its content changes', async () => {
    const { store, clock } = hall();
    const at = clock.now();
    const configuration = async () =>
      (await store.query({ kind: 'desiredState', terminalId: 'eva-1', at }))?.configuration;
    expect(await configuration()).toMatchObject({ revision: 1, staff: { name: '王晓' } });
    const same = { kind: 'directory.import', directory: DIRECTORY, by: 'test', at } as const;
    expect(await store.submit(same)).toEqual({ changedTerminals: [] });
    const directory = { ...DIRECTORY, staff: [{ staffNo: 's1', name: '王小明' }] };
    expect(await store.submit({ ...same, directory })).toEqual({ changedTerminals: ['eva-1'] });
    expect(await configuration()).toMatchObject({ revision: 2, staff: { name: '王小明' } });
    expect(await store.query({ kind: 'directory' })).toEqual(directory);
  });

  function report(promptId: string) {
    const { store, clock } = hall();
    const report: PromptReport = {
      version: 1,
      terminalId: 'eva-1',
      bootId: randomUUID(),
      deviceTime: instantText(clock.now()),
      clockOffsetMs: null,
      promptId,
      ending: 'declined',
    };
    return store.submit({ kind: 'prompt.report', report, receivedAt: clock.now() });
  }
}
