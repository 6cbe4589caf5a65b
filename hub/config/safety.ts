import { relative, resolve } from 'node:path';
import { isLoopback, leadsToLoopback } from './loopback.ts';
import { ConfigSchema, type HubConfig } from './schema.ts';
import { SETTINGS } from './settings.ts';

/** Combinations that would put secrets or ratings on a network unprotected. */
export function unsafeSettings(config: Pick<HubConfig, 'host' | 'behindTlsProxy'>): string[] {
  if (isLoopback(config.host) || config.behindTlsProxy) return [];
  return [
    `--host ${config.host}: this address can be reached from the network and the hub itself speaks no TLS. ` +
      'Put a TLS proxy in front and say so with --behind-tls-proxy, or listen on 127.0.0.1.',
  ];
}

/** Where the keys are: as set, or beside the data folder. */
export function keyFileOf({ keyFile, dataFolder }: Pick<HubConfig, 'keyFile' | 'dataFolder'>) {
  return keyFile === '' ? `${resolve(dataFolder)}.keys` : resolve(keyFile);
}

/** Keys inside the data folder would travel with every copy of it and protect nothing. */
export function misplacedKeys(config: HubConfig): string[] {
  const way = relative(resolve(config.dataFolder), keyFileOf(config));
  if (way.startsWith('..') || resolve(way) === way) return [];
  return [
    `--key-file ${config.keyFile}: inside the data folder, whoever copies the data has the keys. ` +
      'Name a place outside of it.',
  ];
}

/** Receivers that a token and personal data would reach over a network in plain text. */
export function plainReceivers(config: HubConfig): string[] {
  const urls = {
    hotlineUrl: config.hotlineUrl,
    smsUrl: config.smsUrl,
    provinceUrl: config.provinceUrl,
  };
  return Object.entries(urls).flatMap(([name, url]) => {
    if (url === null || url.startsWith('https:') || leadsToLoopback(url)) return [];
    const option = SETTINGS.find((setting) => setting.name === name)?.option;
    return `${option} ${url}: needs https, or a TLS proxy on this machine (http://127.0.0.1:…).`;
  });
}

/** The settings that decide about safety, also when others are wrong: all errors come at once. */
export function safetyOf(
  given: Record<string, unknown>,
): Pick<HubConfig, 'host' | 'behindTlsProxy'> {
  const { host, behindTlsProxy } = ConfigSchema.shape;
  return {
    host: host.catch('127.0.0.1').parse(given.host),
    behindTlsProxy: behindTlsProxy.catch(false).parse(given.behindTlsProxy),
  };
}
