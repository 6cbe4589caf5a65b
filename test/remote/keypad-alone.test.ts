import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportRatings } from '../../terminal/agent/index.ts';
import { BRISK, timedStore } from '../browser/timed-store.ts';
import { Counter } from '../devices/counter.ts';
import { until } from '../until.ts';
import { World } from '../world.ts';

let world: World;
let counter: Counter;
let restarts: number;

const begin = () => {
  const onRestart = () => void restarts++;
  return counter.start({ screen: 'none', hubUrl: world.addresses.httpUrl }, { onRestart });
};
const evaluator = async () => (await counter.status()).evaluator;
const terminal = async () => (await world.admin('GET', '/api/terminals')).body[0];
const SETTINGS = '/api/terminal-settings/terminal:keypad-a01';

async function enrol(): Promise<void> {
  await begin();
  const userCode = await until('a code', async () => (await evaluator()).userCode);
  const place = { terminalId: 'keypad-a01', terminalNo: 'A01', hallId: 'H01', windowNo: 'A01' };
  await world.admin('POST', `/api/enrolments/${userCode}/approval`, place);
  await until('a link', async () => (await evaluator()).link === 'connected');
}

describe('a keypad without a screen, from afar', () => {
  beforeAll(async () => {
    world = await World.start({ store: (own) => timedStore(own, BRISK) });
    restarts = 0;
    counter = new Counter();
    await counter.keypad.plug();
    await enrol();
  });

  afterAll(async () => {
    await counter.close();
    await world.stop();
  });

  it('is paused when nobody is rating, says so, and stays so over a restart without the hub', async () => {
    await world.report({ caseNo: 'C-1' });
    await until('it asks', async () => (await evaluator()).asking === 'asking');
    await world.admin('PATCH', SETTINGS, { paused: true });
    await until('the hub decided', async () => (await terminal()).desired.paused);
    const revision = (await terminal()).desired.configurationRevision;
    await until('it took it', async () => {
      const { runs } = await terminal();
      return runs?.configurationRevision === revision;
    });
    expect((await evaluator()).asking).toBe('asking');
    expect((await terminal()).runs.paused).toBe(false);

    await counter.keypad.press('back');
    await until('it is paused', async () => (await terminal()).runs.paused);
    await counter.stopAgent();
    await world.stopHub();
    await begin();
    await until('still paused', async () => (await evaluator()).asking === 'paused');
    await world.startHub();
    await world.admin('PATCH', SETTINGS, { paused: false });
    await until('it asks again', async () => (await terminal()).runs.paused === false);
  });

  it('restarts once for each instruction, and says which it did', async () => {
    const given = await world.admin('POST', `${SETTINGS}/instructions`, { action: 'restartAgent' });
    await until('it ends', () => restarts === 1);
    await counter.stopAgent();
    await begin();
    await until('the hub hears', async () => {
      const { runs } = await terminal();
      return runs.instructionDone === given.body.instructionId;
    });
    expect(restarts).toBe(1);
  });

  it('decommissioned, sends what waits, forgets everything and is refused from then on', async () => {
    const before = await counter.files();
    expect(before).toContain('evaluator.json');
    await world.stopHub();
    const record = world.record({ caseNo: 'C-last' });
    expect((await counter.hand(record)).status).toBe(202);
    await until('it asks', async () => (await evaluator()).asking === 'asking');
    await counter.pressUntil(5, async () => (await evaluator()).asking === 'chosen');
    await counter.pressUntil('confirm', async () => (await evaluator()).pending === 1);
    const file = join(counter.folder, 'carried.json');
    const carried = () => exportRatings(join(counter.folder, 'data'), file);
    await until('it can be carried', async () => (await carried()) === 1);
    await world.startHub();
    expect(await world.cli('import-ratings', file)).toMatchObject({
      exitCode: 0,
      out: expect.stringMatching(/ of keypad-a01: (stored|there already), unmatched/),
    });
    await world.report(record);
    restarts = 0;
    const path = '/api/terminals/keypad-a01/decommission';
    expect((await world.admin('POST', path, {})).status).toBe(202);
    const restart = { action: 'reloadPage' };
    expect(await world.admin('POST', `${SETTINGS}/instructions`, restart)).toMatchObject({
      status: 409,
      // It may have left already.
      body: { type: expect.stringMatching(/:(isLeaving|revoked)$/) },
    });
    await until('it is revoked', async () => (await terminal()).status === 'revoked');
    const { body } = await world.admin('GET', '/api/ratings');
    expect(body).toContainEqual(expect.objectContaining({ caseNo: 'C-last', level: 5 }));
    // A new process has none of the pauses that grew while the hub was away.
    await counter.stopAgent();
    await begin();
    await until('it ends', () => restarts === 1);
    await counter.stopAgent();
    await begin();
    expect(await counter.files()).not.toContain('evidence');
    expect(await evaluator()).toMatchObject({ terminalId: null, pending: 0 });
    await until('a new code', async () => (await evaluator()).userCode);
    expect((await world.admin('DELETE', path)).status).toBe(409);
  });
});
