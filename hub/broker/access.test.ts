import { describe, expect, it } from 'vitest';
import { DOWN_KINDS, downTopic, UP_KINDS, upTopic } from '../../protocol/index.ts';
import { Access } from './access.ts';

const access = new Access('w01');

describe('access of a terminal', () => {
  it('lets it publish to each of its own up topics', () => {
    for (const kind of UP_KINDS)
      expect(access.publishes({ topic: upTopic('w01', kind) })).toBe(kind);
  });

  it('lets it read each of its own down topics', () => {
    for (const kind of DOWN_KINDS) expect(access.subscribes(downTopic('w01', kind))).toBe(true);
  });

  it.each([
    'hcp/1/up/w02/rating',
    'hcp/1/up/w01/rating/x',
    'hcp/1/up/w01/',
    'hcp/1/up/w01/ratings',
    'hcp/1/down/w01/prompt',
    'hcp/2/up/w01/rating',
    '/hcp/1/up/w01/rating',
    '$SYS/broker/new/clients',
    'constructor',
    '',
  ])('refuses to publish to %j', (topic) => {
    expect(access.publishes({ topic })).toBeUndefined();
  });

  it.each([
    '#',
    '+',
    'hcp/#',
    'hcp/1/down/+/prompt',
    'hcp/1/down/w01/#',
    'hcp/1/down/w01/+',
    'hcp/1/down/w02/prompt',
    'hcp/1/up/w01/rating',
    '$SYS/#',
    '$share/g/hcp/1/down/w01/prompt',
  ])('refuses to subscribe to %j', (filter) => {
    expect(access.subscribes(filter)).toBe(false);
  });

  it('refuses anything retained or of QoS 2', () => {
    expect(access.publishes({ topic: upTopic('w01', 'rating'), retain: true })).toBeUndefined();
    expect(access.publishes({ topic: upTopic('w01', 'rating'), qos: 2 })).toBeUndefined();
  });

  it('lets a will speak of its own presence only', () => {
    expect(access.leavesWill({ topic: upTopic('w01', 'presence') })).toBe(true);
    expect(access.leavesWill({ topic: upTopic('w02', 'presence') })).toBe(false);
    expect(access.leavesWill({ topic: upTopic('w01', 'rating') })).toBe(false);
    expect(access.leavesWill({ topic: upTopic('w01', 'presence'), retain: true })).toBe(false);
  });
});
