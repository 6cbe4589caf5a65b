import { describe, expect, it } from 'vitest';
import { QUEUE_TAKEN, queueResult, readQueueCall } from './queue-caller.ts';
import {
  readSundynAnswer,
  readSundynDatagram,
  SundynReader,
  sundynAnswer,
  sundynText,
} from './sundyn.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const ANSWER = 'S02||2||0||NULL||0||2020-06-16 17:43:49||||||1||||||||E';
const login = { kind: 'frame', number: 'S04', fields: ['111|name,王丽|jobNum,S01'] };

describe('the Android dialect', () => {
  it('reads the answer to "please rate" and what it says', () => {
    const [frame] = new SundynReader().take(bytes(ANSWER));
    expect(frame?.kind === 'frame' && readSundynAnswer(frame.fields)).toEqual({
      card: '2',
      key: '0',
      seconds: '0',
      time: '2020-06-16 17:43:49',
    });
    const said = sundynAnswer({ card: '2', key: '0', seconds: '0', time: '2020-06-16 17:43:49' });
    expect(said).toBe(ANSWER);
  });

  it('reads frames that come joined, as a device was seen to send them', () => {
    const frames = new SundynReader().take(bytes(`RecvCmdOK${ANSWER}S95OKSES02E`));
    expect(frames).toMatchObject([
      { kind: 'ok', number: null },
      { kind: 'frame', number: 'S02' },
      { kind: 'ok', number: 'S95' },
      { kind: 'poll' },
      { kind: 'frame', number: 'S02', fields: [] },
    ]);
  });

  it('reads a frame split in the middle of a character', () => {
    const reader = new SundynReader();
    const whole = bytes('S04||111|name,王丽|jobNum,S01||E');
    const heard = [...whole].flatMap((byte) => reader.take(Uint8Array.of(byte)));
    expect(heard).toEqual([login]);
  });

  it('passes over noise and a frame without an end that grows too long', () => {
    const reader = new SundynReader();
    expect(reader.take(bytes(`\0\xff??${ANSWER}`))).toMatchObject([
      { kind: 'noise' },
      { kind: 'frame', number: 'S02' },
    ]);
    const heard = reader.take(bytes(`S04||${'x'.repeat(5_000)}`));
    expect(heard).toMatchObject([{ kind: 'noise' }]);
    expect(reader.take(bytes('S01E'))).toEqual([{ kind: 'frame', number: 'S01', fields: [] }]);
  });

  it('does not take a field that begins with E for the end', () => {
    expect(new SundynReader().take(bytes('S04||E111|name,E||E'))).toEqual([
      { kind: 'frame', number: 'S04', fields: ['E111|name,E'] },
    ]);
  });

  it('has another form on the LAN', () => {
    expect(sundynText('S04', ['111'], 'udp')).toBe('S04111E');
    expect(sundynText('S04', ['111'], 'tcp')).toBe('S04||111||E');
    expect(sundynText('S02', [], 'udp')).toBe('S02E');
    expect(readSundynDatagram(bytes('S04111E'))).toEqual([
      { kind: 'frame', number: 'S04', fields: ['111'] },
    ]);
    expect(readSundynDatagram(bytes('S95OK'))).toEqual([{ kind: 'ok', number: 'S95' }]);
    expect(readSundynDatagram(bytes(ANSWER))).toMatchObject([{ kind: 'frame', number: 'S02' }]);
    expect(readSundynDatagram(bytes('S0'))).toMatchObject([{ kind: 'noise' }]);
    expect(readSundynDatagram(new Uint8Array())).toEqual([]);
  });
});

describe('a queue caller', () => {
  it('is understood, with numbers as numbers or as text', () => {
    const call = { command: 'call', sno: 'S01', number: 17, servicename: '户籍' };
    expect(readQueueCall(bytes(JSON.stringify(call)))).toEqual({
      ok: true,
      call: { ...call, number: '17' },
    });
    expect([QUEUE_TAKEN, queueResult('4')]).toEqual(['{"succ":"0"}', '{"appriseresult":"4"}']);
  });

  it.each(['', '{', '{"command":"praise"}', '[]', '\xff'])('is refused: %s', (text) => {
    expect(readQueueCall(bytes(text))).toMatchObject({ ok: false });
  });
});
