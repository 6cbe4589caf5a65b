import { useEffect, useState } from 'react';
import type { DemoView, FinishAnswer, FinishRequest } from '../wire.ts';

/** The demonstration as its server tells it; `lost` while the server cannot be heard. */
export function useDemo(): { view: DemoView | null; lost: boolean } {
  const [view, setView] = useState<DemoView | null>(null);
  const [lost, setLost] = useState(false);
  useEffect(() => {
    const events = new EventSource('/events');
    events.addEventListener('view', (event) => {
      setView(JSON.parse(event.data) as DemoView);
      setLost(false);
    });
    events.addEventListener('error', () => setLost(true));
    return () => events.close();
  }, []);
  return { view, lost };
}

export async function finishCase(wish: FinishRequest): Promise<FinishAnswer> {
  try {
    return (await (await post('/finish', wish)).json()) as FinishAnswer;
  } catch (error) {
    return { ok: false, zh: '演示服务没有应答', en: (error as Error).message };
  }
}

export async function switchHub(on: boolean): Promise<void> {
  await post('/hub', { on });
}

function post(path: string, body: unknown): Promise<Response> {
  return fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}
