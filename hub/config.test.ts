import { describe, expect, it } from 'vitest';
import { configOf, keyFileOf, parseConfig, SETTINGS } from './config.ts';

function config(sources: Parameters<typeof parseConfig>[0]) {
  const outcome = parseConfig(sources);
  if (!outcome.ok) throw new Error(outcome.errors.join('; '));
  return outcome.config;
}

function errors(sources: Parameters<typeof parseConfig>[0]): string[] {
  const outcome = parseConfig(sources);
  return outcome.ok ? [] : outcome.errors;
}

describe('the configuration', () => {
  it('has a default for everything', () => {
    expect(config({})).toEqual(configOf({}));
    expect(config({})).toMatchObject({ host: '127.0.0.1', httpPort: 8600, mqttPort: 1883 });
  });

  it('takes the command line before the environment before the file', () => {
    const file = JSON.stringify({ httpPort: 1, mqttPort: 1, logLevel: 'warn' });
    const env = { HAOCHAPING_HTTP_PORT: '2', HAOCHAPING_MQTT_PORT: '2' };
    expect(config({ file, env, argv: ['--http-port', '3'] })).toMatchObject({
      httpPort: 3,
      mqttPort: 2,
      logLevel: 'warn',
    });
  });

  it('reads lists, switches and "off"', () => {
    const argv = ['--allowed-origins', 'https://a.example, https://b.example', '--mqtt-port=off'];
    expect(config({ argv })).toMatchObject({
      allowedOrigins: ['https://a.example', 'https://b.example'],
      mqttPort: null,
    });
    expect(config({ env: { HAOCHAPING_BEHIND_TLS_PROXY: 'yes' } }).behindTlsProxy).toBe(true);
  });

  it('reports every error at once, each by the option that mends it', () => {
    const found = errors({
      argv: ['--http-port', 'abc', '--nope', '--host', '0.0.0.0', 'stray'],
      env: { HAOCHAPING_LOG_LEVEL: 'loud' },
      file: '{"colour":1}',
    });
    for (const word of ['--http-port', '--nope', '0.0.0.0', 'stray', '--log-level', 'colour']) {
      expect(found.some((one) => one.includes(word))).toBe(true);
    }
  });

  it('refuses to listen on the network without TLS in front', () => {
    for (const host of ['0.0.0.0', '::', '192.168.1.5', 'hub.example']) {
      expect(errors({ argv: ['--host', host] })).toHaveLength(1);
      expect(errors({ argv: ['--host', host, '--behind-tls-proxy'] })).toEqual([]);
    }
    for (const host of ['127.0.0.1', '127.9.9.9', '::1', 'localhost']) {
      expect(errors({ argv: ['--host', host] })).toEqual([]);
    }
  });

  it('keeps the keys beside the data folder, and refuses them inside', () => {
    expect(keyFileOf(configOf({ dataFolder: '/var/lib/hub/' }))).toBe('/var/lib/hub.keys');
    expect(keyFileOf(configOf({ keyFile: '/etc/hub.keys' }))).toBe('/etc/hub.keys');
    const data = ['--data-folder', '/var/lib/hub'];
    for (const inside of ['/var/lib/hub/keys', '/var/lib/x/../hub/a/b', '/var/lib/hub']) {
      expect(errors({ argv: [...data, '--key-file', inside] })).toHaveLength(1);
    }
    for (const outside of ['/var/lib/hub.keys', '/var/lib/keys']) {
      expect(errors({ argv: [...data, '--key-file', outside] })).toEqual([]);
    }
  });

  it('refuses to tell other parties anything in plain text over a network', () => {
    const plain = ['--hotline-url', 'http://10.0.0.5/orders', '--sms-url=http://sms.example/'];
    const found = errors({ argv: [...plain, '--province-url', 'https://hcp.example'] });
    expect(found.map((one) => one.split(' ')[0])).toEqual(['--hotline-url', '--sms-url']);
    for (const url of [
      'http://127.0.0.1:9000/orders',
      'http://[::1]:9000',
      'https://a.example',
      'off',
    ]) {
      expect(errors({ argv: ['--hotline-url', url] })).toEqual([]);
    }
    expect(errors({ argv: ['--hotline-url', 'not a url'] })).toHaveLength(1);
    expect(errors({ argv: ['--province-area-code', '44'] })).toHaveLength(1);
    expect(config({}).hotlineUrl).toBeNull();
  });

  it('takes an address for citizens only where their ratings are safe on the way', () => {
    for (const address of ['https://rate.example/hall', 'http://localhost:8600', 'http://[::1]/']) {
      expect(config({ argv: ['--public-url', address] }).publicUrl).toBe(address);
    }
    expect(config({ argv: ['--public-url', 'off'] }).publicUrl).toBeNull();
    for (const address of [
      'http://rate.example',
      'rate.example',
      'https://a.example/?x=1',
      'ftp://a',
    ]) {
      const found = errors({ argv: ['--public-url', address] });
      expect(found).toEqual([expect.stringContaining('--public-url')]);
    }
  });

  it('lists every setting with its meaning for the README', () => {
    expect(SETTINGS.length).toBeGreaterThan(10);
    for (const setting of SETTINGS) {
      expect(setting.meaning).not.toBe('');
      expect(setting.option).toMatch(/^--[a-z]+(-[a-z]+)*$/);
      expect(setting.env).toMatch(/^HAOCHAPING_[A-Z]+(_[A-Z]+)*$/);
    }
  });
});
