import type { Browser } from 'playwright-core';
import { uuidv7 } from 'uuidv7';
import { type RatingBody, signedText } from '../../../protocol/index.ts';
import { Stage } from '../../browser/stage.ts';
import { BRISK } from '../../browser/timed-store.ts';
import type { Figure } from '../figures.ts';
import { figuresOf, openSlow, rate } from './presses.ts';

const WAITING = 10_000;
const RECORDS_A_CALL = 1_000;

/** Ten thousand ratings of a long time without the hub, while citizens go on rating. */
export async function drain(browser: Browser, say: (line: string) => void): Promise<Figure[]> {
  say(`screen: ${WAITING.toLocaleString('en')} ratings wait for the hub …`);
  const stage = await Stage.open(browser, { timings: BRISK });
  try {
    const cases = await finishCases(stage);
    await stage.world.stopHub();
    await fill(stage, cases);
    const slow = await openAlone(stage);
    say('screen: the hub comes back, and somebody rates meanwhile …');
    await stage.world.startHub();
    const first = await moment(stage, ({ pending }) => pending < WAITING);
    const emptied = moment(stage, ({ pending }) => pending < 50);
    let isDone = false;
    // A visit that fails ends the measurement; what is awaited of it then fails too, and is not news.
    emptied
      .catch(() => {})
      .finally(() => {
        isDone = true;
      });
    for (let visit = 0; !isDone || visit < 3; visit++) {
      await rate(slow, visit, () => stage.handToAgent(stage.world.record()));
    }
    const seconds = ((await emptied) - first) / 1_000;
    return [
      {
        name: 'screen, 6× slower, 10,000 waiting ratings at the hub',
        value: seconds,
        unit: 's',
        bound: { atMost: 10 },
      },
      ...figuresOf(' while they leave', slow),
    ];
  } finally {
    await stage.close();
  }
}

/** At the other window, so that no prompt of theirs comes to this one. */
async function finishCases(stage: Stage): Promise<string[]> {
  const { world } = stage;
  const records = Array.from({ length: WAITING }, () => world.record({ windowNo: 'A02' }));
  for (let done = 0; done < WAITING; done += RECORDS_A_CALL) {
    const some = records.slice(done, done + RECORDS_A_CALL);
    await world.call('POST', '/api/service-records', some, world.systemKey);
  }
  return records.map(({ caseNo }) => caseNo);
}

/** Puts signed ratings into the outbox, as taps without a hub would have. */
async function fill(stage: Stage, cases: string[]): Promise<void> {
  const rows = cases.map((caseNo, index) => {
    const envelope = {
      version: 1 as const,
      terminalId: 'evaluator-a01',
      bootId: 'b0000000-0000-4000-8000-000000000000',
      deviceTime: new Date().toISOString(),
      clockOffsetMs: 0,
      eventId: uuidv7(),
      seq: index + 1,
      body: bodyOf(caseNo),
    };
    return { envelope, text: signedText(envelope) };
  });
  await stage.page.evaluate(async (unsigned) => {
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await answer(indexedDB.open('haochaping'));
    const kept = database.transaction('kept').objectStore('kept');
    const { privateKey }: CryptoKeyPair = await answer(kept.get('keyPair'));
    const sign = async (text: string) => {
      const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
      const bytes = new TextEncoder().encode(text);
      const signed = await crypto.subtle.sign(algorithm, privateKey, bytes);
      return new Uint8Array(signed).toBase64({ alphabet: 'base64url', omitPadding: true });
    };
    const rows = [];
    for (const { envelope, text } of unsigned) {
      const { eventId, seq, body, bootId } = envelope;
      const deviceTime = Date.parse(envelope.deviceTime);
      rows.push({
        ...{ eventId, seq, body, state: 'frozen', receipt: null, receiptedAt: null },
        tap: { bootId, deviceTime, monotonic: 0, clockOffsetMs: 0 },
        heldUntil: deviceTime,
        payload: JSON.stringify({ ...envelope, signature: await sign(text) }),
      });
    }
    const filling = database.transaction(['outbox', 'counters'], 'readwrite');
    for (const row of rows) filling.objectStore('outbox').put(row);
    filling.objectStore('counters').put(rows.length, 'highestSeq');
    await new Promise((resolve) => {
      filling.oncomplete = resolve;
    });
    database.close();
  }, rows);
}

function bodyOf(caseNo: string): RatingBody {
  return {
    caseNo,
    stage: 'completion',
    invitationId: null,
    promptId: 'c0b7b4c0-1a5c-4e7a-8d1d-3b5d4b1f6a02',
    level: 4,
    channel: 'evaluator',
    input: 'touch',
    displayOrder: [5, 4, 3, 2, 1],
    language: 'zh-CN',
    revisions: 0,
  };
}

/** The page anew, slow; the agent takes its copies while nothing else is to be done. */
async function openAlone(stage: Stage) {
  const slow = await openSlow(stage, 'waiting');
  for (;;) {
    const { copies } = await stage.status();
    if (copies[0]?.waiting === WAITING) return slow;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** When the outbox first looks so, by what the page tells its agent. */
async function moment(stage: Stage, looks: (heartbeat: { pending: number }) => boolean) {
  for (;;) {
    const { heartbeat } = (await stage.status()).screen;
    if (looks(heartbeat)) return performance.now();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
