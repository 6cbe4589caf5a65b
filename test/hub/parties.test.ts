import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHotline, createSmsGateway, type Party } from '../../simulator/index.ts';
import type { Device } from '../device.ts';
import { TestClock } from '../test-clock.ts';
import { until } from '../until.ts';
import type { Wire } from '../wire.ts';
import { World } from '../world.ts';

const DAY_MS = 86_400_000;
const CHINA_MS = 8 * 3_600_000;
const PHONE = '13812345678';

describe('a hub with a hotline and an SMS gateway', () => {
  let hotline: Party;
  let sms: Party;
  let world: World;
  let device: Device;
  let wire: Wire;

  beforeAll(async () => {
    hotline = createHotline({ clock: new TestClock() });
    sms = createSmsGateway({ clock: new TestClock() });
    await Promise.all([hotline.start(), sms.start()]);
    const config = { publicUrl: 'https://rate.example', hotlineUrl: hotline.url, smsUrl: sms.url };
    world = await World.start({ config });
    device = await world.enrol({ terminalId: 'w01' });
    wire = await world.connect(device);
  });
  afterAll(async () => {
    await world.stop();
    await Promise.all([hotline.stop(), sms.stop()]);
  });

  it('tells the hotline of an order, and again of a case that joins it (SZ-21a, SZ-20a)', async () => {
    await world.report({ caseNo: 'C-1', declarationNo: 'D-1' });
    const { prompt } = await wire.next('prompt');
    await wire.rate(await device.answer(prompt, { level: 1 }));
    await until('the order', () => hotline.taken.length === 1);
    await world.report({ caseNo: 'C-2', declarationNo: 'D-1' });
    await until('the order once more', () => hotline.taken.length === 2);
    const [first, again] = hotline.taken;
    expect(first?.content).toMatchObject({ caseNos: ['C-1'] });
    expect(again?.content).toMatchObject({ orderNo: first?.content.orderNo });
    expect(again?.content.caseNos).toEqual(['C-1', 'C-2']);
    expect(again?.key).not.toBe(first?.key);
  });

  it('reminds once by SMS, by day, and the link in it leads to the rating (SZ-13, SZ-14c)', async () => {
    const applicant = { kind: 'person', name: '欧阳小明', phone: PHONE } as const;
    await world.report({ caseNo: 'C-silent', applicant });
    await wire.close();
    await untilTenInTheMorning(4);
    await until('the reminder', () => sms.taken.length > 0);
    expect(sms.taken).toHaveLength(1);
    const { phone, template, parameters } = sms.taken[0]?.content ?? {};
    expect({ phone, template }).toEqual({ phone: PHONE, template: 'ratingReminder' });
    const token = parameters.link.replace('https://rate.example/r/', '');
    const page = await world.call('GET', `/api/phone/${token}`);
    expect(page.body).toMatchObject({ state: 'open', caseNo: 'C-silent' });
    await world.restartHub();
    const { body } = await world.admin('GET', '/api/cases/C-silent/explanation');
    expect(JSON.stringify(body)).toContain('invitation.reminded');
    expect(sms.taken).toHaveLength(1);
  });

  /** The hub stands still until then, as over a long weekend. */
  async function untilTenInTheMorning(days: number): Promise<void> {
    await world.stopHub();
    const now = world.clock.now();
    const midnight = Math.floor((now + CHINA_MS) / DAY_MS) * DAY_MS - CHINA_MS;
    world.clock.set(midnight + days * DAY_MS + 10 * 3_600_000 - now);
    await world.startHub();
  }
});
