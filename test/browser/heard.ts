import type { Page } from 'playwright-core';

/** From its next load on, the page notes which recordings it begins, in their order. */
export async function noteHeard(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const names = new WeakMap<object, string>();
    const heard: string[] = [];
    Object.assign(globalThis, { heard });
    const { arrayBuffer } = Response.prototype;
    Response.prototype.arrayBuffer = async function () {
      const bytes = await arrayBuffer.call(this);
      names.set(bytes, this.url);
      return bytes;
    };
    const { decodeAudioData } = BaseAudioContext.prototype;
    BaseAudioContext.prototype.decodeAudioData = async function (bytes) {
      const decoded = await decodeAudioData.call(this, bytes);
      names.set(decoded, names.get(bytes) ?? '');
      return decoded;
    };
    const { start } = AudioBufferSourceNode.prototype;
    AudioBufferSourceNode.prototype.start = function (at) {
      const [, clip = '?'] =
        /\/voice\/(.+)\.opus$/.exec(names.get(this.buffer ?? this) ?? '') ?? [];
      heard.push(clip);
      start.call(this, at);
    };
  });
}

/** `LANGUAGE/CLIP`, since the page was loaded. */
export function heard(page: Page): Promise<string[]> {
  return page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard);
}
