import { afterEach, describe, expect, it } from 'vitest';
import type { Store } from '../../hub/index.ts';
import { until } from '../until.ts';
import { ProvinceHall } from './province-hall.ts';

/** A store that keeps no outcome of a delivery while told so: as if killed after sending. */
function forgetful() {
  const state = { forgets: true };
  const wrap = (own: Store): Store => ({
    start: () => own.start(),
    stop: () => own.stop(),
    submit: (command) =>
      state.forgets && command.kind === 'outbound.settle'
        ? Promise.reject(new Error('killed'))
        : own.submit(command),
    query: (query) => own.query(query),
    get queued() {
      return own.queued;
    },
  });
  return { state, wrap };
}

describe('a hub with a provincial platform', () => {
  let hall: ProvinceHall;
  afterEach(() => hall.close());

  it('tells it the service record first, then the rating, each once', async () => {
    hall = await ProvinceHall.open();
    const { province } = hall;
    await hall.rateCase('C-1', 4);
    await hall.allDelivered(2);
    expect(province.taken.map(({ path }) => path)).toEqual(['/serviceRecord', '/evaluation']);
    const [record, rating] = province.taken;
    expect(record?.authorization).toBe('Bearer secret-token');
    expect(record?.content).toMatchObject({
      projectNo: 'C-1',
      proStatus: '3',
      serviceNumber: '1',
      proManager: '王丽',
    });
    expect(rating?.content).toMatchObject({
      projectNo: 'C-1',
      pf: '4',
      satisfaction: '4',
      assessNumber: '1',
      assessTime: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
    });
  });

  it('never blocks a negative rating without a word: the platform gets words for it', async () => {
    hall = await ProvinceHall.open();
    await hall.rateCase('C-1', 1);
    await hall.allDelivered(2);
    expect(hall.ratings()[0]?.content).toMatchObject({
      satisfaction: '1',
      writingEvaluation: '评价人未填写具体原因',
    });
  });

  it('sends again what was sent when it was killed; the platform has it once', async () => {
    const { state, wrap } = forgetful();
    hall = await ProvinceHall.open({ store: wrap });
    const { province } = hall;
    await hall.rateCase('C-1');
    await until('the record to be sent', () => province.taken.length === 1);
    expect((await hall.deliveries('&state=delivered')).length).toBe(0);
    await hall.restartHub(() => {
      state.forgets = false;
    });
    await hall.allDelivered(2);
    expect(province.requests).toBeGreaterThan(2);
    expect(province.taken).toHaveLength(2);
  });

  it('takes it as accepted when the platform says that it has it already', async () => {
    hall = await ProvinceHall.open();
    const { province, world } = hall;
    province.behaviour = 'cutting';
    await world.report({ caseNo: 'C-1' });
    await until('the record to be taken', () => province.taken.length === 1);
    province.behaviour = 'duplicating';
    await hall.allDelivered(1);
    expect(await hall.deliveries()).toMatchObject([
      { reason: expect.stringContaining('重复数据') },
    ]);
    expect(province.taken).toHaveLength(1);
  });

  it('is told of a case that joins a rated batch, and of a default as a default (SZ-20a, SZ-17b)', async () => {
    hall = await ProvinceHall.open({
      config: { provinceProfile: 'zhejiang', provinceAreaCode: '330000' },
    });
    const { world } = hall;
    await hall.rateCase('C-1', 5, 'D-1');
    await world.report({ caseNo: 'C-2', declarationNo: 'D-1' });
    await world.report({ caseNo: 'C-3' });
    const late = await hall.tap(4);
    await hall.allDelivered(5);
    await hall.restartHub(() => world.clock.set(9 * 86_400_000));
    await hall.allDelivered(6);
    await hall.send(late);
    await hall.allDelivered(7);
    const told = hall
      .ratings()
      .map(({ content: { projectNo, pf, satisfaction, assessNumber } }) =>
        [projectNo, pf, satisfaction, assessNumber].join(' '),
      );
    expect(told).toEqual(['C-1 4 5 1', 'C-2 4 5 1', 'C-3 7 3 1', 'C-3 4 4 2']);
    const { body } = await world.admin('GET', '/api/cases/C-2/explanation');
    expect(JSON.stringify(body)).toContain('invitation.extended');
  });

  it('is told each level of a theme for its own case, with its own place and tags (SZ-20b)', async () => {
    hall = await ProvinceHall.open({
      config: { provinceProfile: 'zhejiang', provinceAreaCode: '330000' },
    });
    const { world } = hall;
    const item = { itemCode: 'SB-07', name: '社会保障卡申领' };
    const parts = ['L-1', 'L-2'].map((caseNo) => ({ caseNo, item, departmentCode: 'D9' }));
    for (const part of parts) await world.report({ ...part, event: 'accepted' });
    await world.report({ caseNo: 'T-1', linkedCases: parts });
    const tags = [{ list: 'national', version: 2, code: '209' }];
    const linked = [
      { caseNo: 'L-1', level: 2 as const },
      { caseNo: 'L-2', level: 2 as const, tags },
    ];
    await hall.send(await hall.tap(5, { linked, text: '整体很好' }));
    await hall.allDelivered(6);
    const told = (caseNo: string) =>
      hall.ratings().find(({ content }) => content.projectNo === caseNo)?.content;
    expect(told('T-1')).toMatchObject({ satisfaction: '5', writingEvaluation: '整体很好' });
    expect(told('L-1')).toMatchObject({ satisfaction: '2', taskCode: 'SB-07', deptCode: 'D9' });
    expect(told('L-1')?.writingEvaluation).toBe('评价人未填写具体原因');
    expect(told('L-2')).toMatchObject({ satisfaction: '2', evalDetail: '209' });
    expect(told('L-2')?.writingEvaluation ?? '').toBe('');
  });
});
