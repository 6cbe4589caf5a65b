import { afterEach, describe, expect, it } from 'vitest';
import { until } from '../until.ts';
import { ProvinceHall } from './province-hall.ts';

describe('an operator of deliveries', () => {
  let hall: ProvinceHall;
  afterEach(() => hall.close());

  it('keeps a refusal with its reason until an operator sends it again', async () => {
    hall = await ProvinceHall.open();
    const { province, world } = hall;
    province.behaviour = 'refusing';
    province.reason = '事项编码不存在';
    await hall.rateCase('C-1');
    const [refused] = await until('the refusal', async () => {
      const rows = await hall.deliveries('&state=refused');
      return rows.length === 1 && rows;
    });
    expect(refused).toMatchObject({ kind: 'record', reason: '400: 事项编码不存在', attempts: 1 });
    await expect.poll(async () => (await hall.deliveries('&state=pending')).length).toBe(1);
    const [rating] = await hall.deliveries('&state=pending');
    expect(rating).toMatchObject({ kind: 'rating', after: refused.id, nextAttemptAt: null });
    expect((await world.admin('POST', `/api/deliveries/${rating.id}/resend`)).status).toBe(409);
    expect((await world.admin('POST', '/api/deliveries/999/resend')).status).toBe(404);
    expect(await world.metric('outbound_refused')).toBe(1);
    province.behaviour = 'accepting';
    expect((await hall.cli('deliveries', '--state', 'refused')).out).toContain('事项编码不存在');
    expect((await hall.cli('resend', String(refused.id))).exitCode).toBe(0);
    await hall.allDelivered(2);
    expect(hall.ratings()).toHaveLength(1);
  });

  it('begins at the moment it is switched on, and can be given what was before', async () => {
    hall = await ProvinceHall.open({ config: { provinceUrl: null } });
    const { province } = hall;
    await hall.rateCase('C-1');
    await hall.restartHub(() => {
      hall.config.provinceUrl = province.url;
    });
    await hall.rateCase('C-2');
    await hall.allDelivered(2);
    const unknown = await hall.cli('replay-destination', 'hotline', '1');
    expect(unknown).toMatchObject({ exitCode: 1 });
    expect((await hall.cli('replay-destination', 'province:majority', '1')).exitCode).toBe(0);
    expect((await hall.cli('destinations')).out).toContain('province:majority');
    await hall.allDelivered(4);
    const told = hall.ratings().map(({ content }) => content.projectNo);
    expect(told.sort()).toEqual(['C-1', 'C-2']);
  });
});
