import { describe, expect, it } from 'vitest';
import { PacketSplitter } from '../line/packets.ts';
import { Masker } from './masker.ts';
import { recordedOf, recordingOf } from './recorded.ts';
import { comparedOf, scriptOf } from './script.ts';

const AT = Date.parse('2026-11-22T01:30:00Z');
const UP = { at: AT, connection: 1, direction: 'up' } as const;

/** PUBLISH with QoS 1, its length in as many bytes as it needs. */
function publish(topic: string, payload: string) {
  const name = Buffer.from(topic);
  const rest = Buffer.concat([
    Buffer.of(0, name.length),
    name,
    Buffer.of(0, 7),
    Buffer.from(payload),
  ]);
  const length = rest.length > 127 ? [(rest.length & 127) | 128, rest.length >> 7] : [rest.length];
  return packet(Buffer.concat([Buffer.of(0x32, ...length), rest]));
}
function packet(bytes: Buffer) {
  const [first] = new PacketSplitter().push(bytes);
  if (first === undefined) throw new Error('no packet');
  return first;
}
const rating = (caseNo: string) =>
  publish(
    'hcp/1/up/w01/rating',
    JSON.stringify({
      eventId: 'e1',
      body: { caseNo, level: 1, text: '王丽态度差，电话13800000000' },
    }),
  );
const decoded = (raw: string | null) => {
  const again = packet(Buffer.from(raw ?? '', 'base64'));
  return JSON.parse(again.bytes.toString('utf8', again.payloadAt));
};

describe('a recorded packet', () => {
  it('has no personal data, decoded or raw, and is still a packet', () => {
    const line = recordedOf(rating('440304-1'), UP, new Masker());
    expect(line).toMatchObject({ terminalId: 'w01', masked: true, kind: 'publish' });
    expect(line.message).toMatchObject({ body: { caseNo: 'case-1', level: 1 } });
    expect(decoded(line.raw)).toEqual(line.message);
    expect(JSON.stringify(line)).not.toMatch(/13800000000|440304-1|王丽/);
  });

  it('names the same case the same all through, and another one differently', () => {
    const masker = new Masker();
    const numbers = ['a', 'b', 'a'].map(
      (caseNo) => recordedOf(rating(caseNo), UP, masker).message as { body: { caseNo: string } },
    );
    expect(numbers.map(({ body }) => body.caseNo)).toEqual(['case-1', 'case-2', 'case-1']);
  });

  it('masks staff, photograph, link and applicant', () => {
    const staff = { staffNo: '0317', name: '王丽', photoUrl: 'https://hall.example/0317.jpg' };
    const prompt = { staff, link: 'https://rate.example/r/secret', item: { name: '居住证签注' } };
    expect(new Masker().mask({ prompt, applicant: { name: '李雷' } })).toEqual({
      prompt: {
        staff: { staffNo: 'S-1', name: '某某', photoUrl: 'https://masked.invalid/' },
        link: 'https://masked.invalid/',
        item: { name: '居住证签注' },
      },
      applicant: null,
    });
  });

  it('keeps everything when it is asked to, but never a password', () => {
    const line = recordedOf(rating('440304-1'), UP, null);
    expect(line).toMatchObject({ masked: false, message: { body: { caseNo: '440304-1' } } });
    const head = Buffer.from(
      '1019 0004 4d515454 04c2 001e 0003 773031 0006 736563726574'.replaceAll(' ', ''),
      'hex',
    );
    const connect = Buffer.concat([
      head.subarray(0, 1),
      Buffer.of(head.length - 2),
      head.subarray(2),
    ]);
    const opened = recordedOf(packet(connect), UP, null);
    expect(opened).toMatchObject({ kind: 'connect', terminalId: 'w01', raw: null });
    expect(JSON.stringify(opened)).not.toContain('secret');
  });

  it('that nobody can read is withheld unless personal data is kept', () => {
    const broken = publish('hcp/1/up/w01/rating', '{"text":"13800000000');
    expect(recordedOf(broken, UP, new Masker())).toMatchObject({ message: null, raw: null });
    expect(recordedOf(broken, UP, null).raw).not.toBeNull();
  });
});

describe('a recording', () => {
  it('is read line by line, and a wrong line is named', () => {
    const line = JSON.stringify(recordedOf(rating('a'), UP, new Masker()));
    expect(recordingOf(`${line}\n\n${line}\n`)).toHaveLength(2);
    expect(() => recordingOf(`${line}\n{"at":1}`)).toThrow('line 2: at');
  });

  it('becomes a script: cases once, what was said, and the receipts of then', () => {
    const prompt = { promptId: 'p1', caseNo: 'case-1', serviceWindow: null, item: {} };
    const receipt = { receipts: [{ outcome: 'stored', eventId: 'e1', standing: 'counted' }] };
    const lines = [
      publish('hcp/1/down/w01/prompt', JSON.stringify({ prompt })),
      publish('hcp/1/down/w01/prompt', JSON.stringify({ prompt })),
      rating('case-1'),
      publish('hcp/1/down/w01/receipt', JSON.stringify(receipt)),
      publish('hcp/1/up/w01/rating', 'broken'),
    ].map((one, n) => recordedOf(one, { ...UP, at: AT + n * 1_000 }, new Masker()));
    const { terminals, cues, receipts, left } = scriptOf(lines);
    expect(terminals).toEqual([{ terminalId: 'w01', kind: 'kiosk' }]);
    expect(cues.map(({ cue, atMs }) => [cue, atMs])).toEqual([
      ['case', 0],
      ['say', 2_000],
    ]);
    expect(receipts.get('e1')).toMatchObject({ standing: 'counted' });
    expect(left).toBe(1);
    const script = { terminals, cues, receipts, left };
    const now = (standing: string) => new Map([['e1', { outcome: 'stored', standing } as never]]);
    expect(comparedOf(script, now('counted'))).toMatchObject({ ratings: 1, same: 1 });
    expect(comparedOf(script, now('unmatched')).different).toEqual([
      { eventId: 'e1', was: 'stored counted', is: 'stored unmatched' },
    ]);
    expect(comparedOf(script, new Map()).different).toMatchObject([{ is: 'no receipt' }]);
  });
});
