import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../../hub/index.ts';
import type { Device } from '../device.ts';
import { HandClock } from '../hand-clock.ts';
import { until } from '../until.ts';
import type { Wire } from '../wire.ts';
import { World } from '../world.ts';

const DAY = 86_400_000;

describe('the explanation of a case', () => {
  const clock = new HandClock(Date.parse('2026-11-22T09:30:00.000+08:00'));
  let world: World;
  let device: Device;
  let wire: Wire;

  beforeAll(async () => {
    world = await World.start({ clock });
    device = await world.enrol({ terminalId: 'w01' });
    wire = await world.connect(device);
  });
  afterAll(() => world.stop());

  const at = () => new Date(clock.now()).toISOString();
  const steps = async (caseNo: string) => {
    const { body } = await world.admin('GET', `/api/cases/${caseNo}/explanation`);
    return body.steps.map(({ kind, rule }: { kind: string; rule: string }) => `${kind} ${rule}`);
  };

  it('tells of record, invitation, prompt, default and the rating that supersedes it', async () => {
    const tappedAt = at();
    await world.report({ caseNo: 'C-1', occurredAt: at() });
    clock.advance(8 * DAY);
    await world.restartHub();
    await until('the default', async () => {
      const { body } = await world.admin('GET', '/api/state');
      return body.counts.defaults === 1;
    });
    wire = await world.connect(device);
    await wire.rate(await device.rating({ caseNo: 'C-1', level: 2 }, { deviceTime: tappedAt }));
    expect(await steps('C-1')).toEqual([
      'service.recorded SZ-18c',
      'invitation.opened SZ-18c',
      'prompt.issued SZ-14a',
      'default.made SZ-17b',
      'rating.received SZ-17c',
    ]);
  });

  it('tells of the work order of a negative rating, its steps and the appeal (SZ-21c, SZ-22a)', async () => {
    await world.report({ caseNo: 'C-order', occurredAt: at() });
    const { prompt } = await wire.next('prompt');
    clock.advance(1_000);
    await wire.rate(await device.answer(prompt, { level: 1, text: '请联系我' }));
    clock.advance(1_000);
    const [rating] = (await world.admin('GET', '/api/ratings?limit=1')).body;
    const [{ orderNo }] = (await world.admin('GET', '/api/work-orders?limit=1')).body;
    const clerk = await world.as('clerk', 'operator', 'handler', 'reviewer', 'privacyOfficer');
    const step = { step: 'dispatch', body: 'B-01' };
    await clerk('POST', `/api/work-orders/${orderNo}/steps`, step);
    const filing = { rating: rating.position, staffNo: 'S01', subject: 'staffConduct' };
    const appeal = { ...filing, ground: 'false', text: '有录像为证' };
    const { appealNo } = (await clerk('POST', '/api/appeals', appeal)).body;
    const decider = await world.as('decider', 'appealDecider');
    const decision = { uphold: true, text: '已核实' };
    await decider('POST', `/api/appeals/${appealNo}/decisions`, decision);
    const reason = { reason: '按规定隐去' };
    const redact = `/api/ratings/${rating.eventId}/redaction`;
    await until('the redaction', async () => (await clerk('POST', redact, reason)).status < 300);
    expect((await steps('C-order')).slice(-5)).toEqual([
      'prompt.ended SZ-04',
      'workOrder.step SZ-21c',
      'appeal.filed SZ-22a',
      'appeal.decided SZ-22a',
      'rating.redacted SZ-16',
    ]);
    const story = await world.admin('GET', '/api/cases/C-order/explanation');
    expect(JSON.stringify(story.body)).toContain(orderNo);
    expect(JSON.stringify(story.body)).not.toContain('请联系我');
  });

  it('tells of a case that joins a batch, then a theme, and of the rating it shares', async () => {
    const batched = { occurredAt: at(), declarationNo: 'D-1' };
    await world.report({ caseNo: 'B-1', ...batched });
    await world.report({ caseNo: 'B-2', ...batched });
    await wire.rate(await device.rating({ caseNo: 'B-2', level: 4 }, { deviceTime: at() }));
    const linkedCases = [{ caseNo: 'B-1', item: { itemCode: 'GA-01', name: '居住证签注' } }];
    await world.report({ caseNo: 'T-1', occurredAt: at(), linkedCases });
    const { body } = await world.admin('GET', '/api/cases/B-1/explanation');
    const told = body.steps.filter(({ position }: { position: number | null }) => position);
    expect(told.map(({ zh }: { zh: string }) => zh)).toEqual([
      '业务系统报告：窗口，准予。',
      '可以评价（办结），至 2026-12-07 24:00 止。',
      '评价入口随新的记录更新，现含 2 件。',
      '收到评价“满意”：计入。',
      '由主题服务 T-1 一并评价，至 2026-12-07 24:00 止，不另行默认。',
      '按新的记录，本件离开共同的评价入口。',
    ]);
    for (const { pack, facts, en } of told.slice(1)) {
      expect({ pack, facts, en }).toMatchObject({ pack: 'shenzhen@1', facts: expect.anything() });
      expect(en).toMatch(/^[A-Z].+\.$/);
    }
  });

  it('holds no free text and no name of the rater', async () => {
    await world.report({ caseNo: 'P-1', occurredAt: at() });
    const text = '张三的电话是十三位';
    await wire.rate(await device.rating({ caseNo: 'P-1', text }, { deviceTime: at() }));
    const { body } = await world.admin('GET', '/api/cases/P-1/explanation');
    expect(JSON.stringify(body)).not.toContain('张三');
    const rated = body.steps.find(({ kind }: { kind: string }) => kind === 'rating.received');
    expect(rated).toMatchObject({ facts: { level: 5, caseNo: 'P-1' } });
  });

  it('says so when nothing is known, and is told on the command line too', async () => {
    expect((await world.admin('GET', '/api/cases/nobody/explanation')).status).toBe(404);
    const said = { out: '', err: '' };
    const env = {
      HAOCHAPING_HUB: world.addresses.httpUrl,
      HAOCHAPING_PASSWORD: world.administratorPassword,
    };
    const say = (where: 'out' | 'err') => (text: string) => {
      said[where] += text;
    };
    const io = { env, out: say('out'), err: say('err'), askSecret: () => Promise.resolve('') };
    expect(await runCli(['explain', 'C-1'], io)).toBe(0);
    expect(said.out).toContain('[SZ-17b, shenzhen@1]');
    expect(said.out).toContain('计为“基本满意”（默认评价）');
    expect(said.err).toBe('');
  });
});
