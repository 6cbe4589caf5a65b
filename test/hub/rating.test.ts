import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Device } from '../device.ts';
import { until } from '../until.ts';
import type { Wire } from '../wire.ts';
import { World } from '../world.ts';

describe('a rating', () => {
  let world: World;
  let device: Device;
  let wire: Wire;

  beforeAll(async () => {
    world = await World.start();
    device = await world.enrol({ terminalId: 'w01' });
    wire = await world.connect(device);
  });
  afterAll(() => world.stop());

  it('goes the whole way: record, prompt, tap, PUBACK after commit, receipt, list', async () => {
    const { status, body } = await world.report({ caseNo: 'C-1' });
    expect(status).toBe(200);
    expect(body.results[0]).toMatchObject({
      status: 'recorded',
      rule: 'SZ-18c',
      invitation: { stage: 'completion', terminalId: 'w01' },
    });
    const { prompt } = await wire.next('prompt');
    expect(prompt).toMatchObject({ caseNo: 'C-1', staff: { name: '王丽' } });

    const rating = await device.answer(prompt, { level: 4 });
    await wire.publish('rating', rating);
    // PUBACK has come, so it is in the store now, receipt or not.
    const { body: ratings } = await world.admin('GET', '/api/ratings');
    expect(ratings[0]).toMatchObject({ eventId: rating.eventId, level: 4, standing: 'counted' });

    const receipt = await until('the receipt', () => wire.receipts()[0]);
    expect(receipt).toMatchObject({
      outcome: 'stored',
      eventId: rating.eventId,
      standing: 'counted',
      duplicate: false,
    });
  });

  it('sent again is receipted again and counted once', async () => {
    const before = (await world.admin('GET', '/api/state')).body.counts.counted;
    await world.report({ caseNo: 'C-2' });
    const { prompt } = await wire.next('prompt');
    const rating = await device.answer(prompt);
    expect(await wire.rate(rating)).toMatchObject({ outcome: 'stored', duplicate: false });
    expect(await wire.rate(rating)).toMatchObject({ outcome: 'stored', duplicate: true });
    expect((await world.admin('GET', '/api/state')).body.counts.counted).toBe(before + 1);
  });

  it('many at once come back in few messages, each exactly once', async () => {
    const ratings = await Promise.all(
      Array.from({ length: 100 }, (_, i) => device.rating({ caseNo: `many-${i}` })),
    );
    const before = wire.receipts().length;
    await Promise.all(ratings.map((rating) => wire.publish('rating', rating)));
    await until('100 receipts', () => wire.receipts().length >= before + 100);
    const ids = wire
      .receipts()
      .slice(before)
      .map((entry) => entry.eventId);
    expect(new Set(ids)).toEqual(new Set(ratings.map((rating) => rating.eventId)));
    const messages = wire.heard.filter(({ kind }) => kind === 'receipt');
    for (const { message } of messages) expect(message.receipts.length).toBeLessThanOrEqual(32);
  });

  it('of a case that is not known yet waits as unmatched and is matched by its record', async () => {
    const rating = await device.rating({ caseNo: 'C-later', level: 2 });
    expect(await wire.rate(rating)).toMatchObject({ outcome: 'stored', standing: 'unmatched' });
    const waiting = (await world.admin('GET', '/api/unmatched')).body;
    expect(waiting.map((one: { caseNo: string }) => one.caseNo)).toContain('C-later');

    await world.report({
      caseNo: 'C-later',
      occurredAt: new Date(Date.now() - 60_000).toISOString(),
    });
    const { body } = await world.admin('GET', '/api/cases/C-later');
    expect(body.ratings[0]).toMatchObject({ standing: 'counted', level: 2 });
    expect(body.invitations[0].status).toBe('rated');
  });

  it('from a clock one day off still has the right tap time', async () => {
    await world.report({ caseNo: 'C-day-off' });
    const { prompt } = await wire.next('prompt');
    const dayMs = 86_400_000;
    const tappedAt = Date.now();
    const rating = await device.answer(
      prompt,
      {},
      { deviceTime: new Date(tappedAt - dayMs).toISOString(), clockOffsetMs: dayMs },
    );
    expect(await wire.rate(rating)).toMatchObject({ standing: 'counted' });
    const { body } = await world.admin('GET', '/api/cases/C-day-off');
    expect(Math.abs(body.ratings[0].tappedAt - tappedAt)).toBeLessThan(1_000);
  });

  it('is seen live by whoever watches', async () => {
    const abort = new AbortController();
    const response = await fetch(`${world.addresses.httpUrl}/api/ratings/stream`, {
      headers: { authorization: `Bearer ${world.administratorToken}` },
      signal: abort.signal,
    });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    const rating = await device.rating({ caseNo: 'C-live' });
    await wire.rate(rating);
    while (!text.includes('event: rating')) text += (await reader?.read())?.value ?? '';
    expect(JSON.parse(/data: (.*)\n/.exec(text)?.[1] ?? '')).toMatchObject({
      eventId: rating.eventId,
      standing: 'unmatched',
    });
    abort.abort();
  });

  it('is redacted by the privacy officer alone, and sent again it is still the same', async () => {
    const { caseNo } = world.record();
    const rating = await device.rating({ caseNo, text: '我的电话 13907551234' });
    await wire.rate(rating);
    await until('its signature to be judged', async () => {
      const { body } = await world.admin('GET', '/api/ratings?limit=1');
      return body[0].signature === 'valid';
    });
    const path = `/api/ratings/${rating.eventId}/redaction`;
    const reason = '评价文字中含个人信息';
    expect((await world.admin('POST', path, { reason })).status).toBe(403);
    const officer = await world.as('officer', 'privacyOfficer');
    expect((await officer('POST', path, {})).status).toBe(400);
    expect((await officer('POST', path, { reason })).status).toBe(204);
    expect((await officer('POST', path, { reason })).status).toBe(409);
    expect(await wire.rate(rating)).toMatchObject({ outcome: 'stored', duplicate: true });
    const { body } = await world.admin('GET', '/api/access-log?limit=1');
    expect(body[0]).toMatchObject({ kind: 'rating.redacted', by: 'officer', reason });
    expect(JSON.stringify(body)).not.toContain('13907551234');
  });
});
