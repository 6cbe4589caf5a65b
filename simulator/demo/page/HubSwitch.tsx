import type { DemoView } from '../wire.ts';
import { Bilingual } from './Bilingual.tsx';
import { switchHub } from './use-demo.ts';

const WORDS = {
  on: { zh: '总站运行中', en: 'hub is on' },
  off: { zh: '总站已停止', en: 'hub is off' },
  changing: { zh: '总站切换中', en: 'hub is changing' },
};

/** Stops and starts the hub, so that a newcomer can see what rating without it is like. */
export function HubSwitch({ hub }: { hub: DemoView['hub'] }) {
  const on = hub.state === 'on';
  return (
    <div className="hub-switch">
      <a href={`${hub.url}/docs`} target="_blank" rel="noreferrer">
        <Bilingual zh="接口说明" en="API" />
      </a>
      <button
        type="button"
        role="switch"
        aria-checked={on}
        disabled={hub.state === 'changing'}
        onClick={() => switchHub(!on)}
      >
        <i aria-hidden="true" />
        <span className="words">
          <Bilingual {...WORDS[hub.state]} />
        </span>
      </button>
    </div>
  );
}
