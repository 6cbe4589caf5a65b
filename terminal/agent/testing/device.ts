import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { z } from 'zod';
import type { Prompt, ServiceRecord } from '../../../protocol/index.ts';
import { type AgentConfigSchema, createAgent } from '../index.ts';

/** A device of a test: folders of its own, and an agent that can be started again on them. */
export class Device {
  readonly folder = mkdtempSync(join(tmpdir(), 'haochaping-agent-'));
  url = '';
  localKey = '';
  private agent: ReturnType<typeof createAgent> | null = null;

  constructor() {
    mkdirSync(join(this.folder, 'app/assets'), { recursive: true });
    writeFileSync(join(this.folder, 'app/index.html'), '<!doctype html><title>好差评</title>');
    writeFileSync(join(this.folder, 'app/sw.js'), '// worker');
    writeFileSync(join(this.folder, 'app/assets/app-1a2b3c.js'), '// app');
  }

  async start(
    settings: Partial<z.input<typeof AgentConfigSchema>> = {},
    given: Parameters<typeof createAgent>[1] = {},
  ): Promise<this> {
    const agent = createAgent(
      {
        port: 0,
        logLevel: 'silent',
        dataFolder: join(this.folder, 'data'),
        appFolder: join(this.folder, 'app'),
        ...settings,
      },
      given,
    );
    Object.assign(this, await agent.start());
    this.agent = agent;
    return this;
  }

  async stop(): Promise<void> {
    await this.agent?.stop();
    this.agent = null;
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** What the window PC's program sends. */
  windowPc(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const authorization = `Bearer ${this.localKey}`;
    return this.call(method, path, body, { authorization, ...headers });
  }

  /** What the page sends: the browser adds the origin. */
  page(method: string, path: string, body?: unknown) {
    return this.call(method, path, body, { origin: this.url });
  }

  call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    const content = body === undefined ? {} : { body: JSON.stringify(body) };
    return fetch(`${this.url}${path}`, { method, headers: { ...type, ...headers }, ...content });
  }
}

/** Listens to the agent as the page does. */
export class PageLink {
  readonly prompts: (Prompt | null)[] = [];
  readonly servings: unknown[] = [];
  readonly events: string[] = [];
  private readonly abort = new AbortController();
  private reading: Promise<void> = Promise.resolve();

  async open(url: string): Promise<this> {
    const response = await fetch(`${url}/local/link`, { signal: this.abort.signal });
    this.reading = this.read(response).catch(() => {});
    return this;
  }

  async close(): Promise<void> {
    this.abort.abort();
    await this.reading;
  }

  private async read(response: Response): Promise<void> {
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += new TextDecoder().decode(chunk);
      const parts = text.split('\n\n');
      text = parts.pop() ?? '';
      for (const part of parts) this.take(part);
    }
  }

  private take(part: string): void {
    const event = /^event: (.*)$/m.exec(part)?.[1] ?? '';
    this.events.push(event);
    const data = () => JSON.parse(/^data: (.*)$/m.exec(part)?.[1] ?? '');
    if (event === 'prompt') this.prompts.push(data().prompt);
    if (event === 'serving') this.servings.push(data().serving);
  }
}

export function finishedCase(more: Partial<ServiceRecord> = {}): ServiceRecord {
  return {
    recordId: 'r-1',
    caseNo: '44030020261122000017',
    event: 'granted',
    occurredAt: '2026-11-22T09:30:00.000+08:00',
    mode: 'window',
    item: { itemCode: 'GA-0102', name: '居住证签注' },
    certificate: false,
    windowNo: 'A03',
    staff: { staffNo: 'S0017', name: '王丽' },
    ...more,
  };
}
