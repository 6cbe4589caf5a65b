import type { DemoView, PlaceView } from '../wire.ts';
import { Bilingual } from './Bilingual.tsx';

/** Where the data is at this moment, from the counter to the hub. */
export function DataWay({ view, place }: { view: DemoView; place: PlaceView }) {
  const pending = place.pending ?? 0;
  const on = view.hub.state === 'on';
  const stored = view.ratings.filter((rating) => rating.standing === 'counted').length;
  return (
    <ol className="data-way" aria-label="数据走到哪里">
      <Step
        zh="窗口电脑"
        en="window PC"
        state={view.heldRecords > 0 ? `${view.heldRecords} 条记录待补送` : '没有待补送'}
        busy={view.heldRecords > 0}
      />
      <Step
        zh={place.kind === 'kiosk' ? '自助终端' : '评价器'}
        en="outbox"
        state={pending > 0 ? `待回执 ${pending} 条` : '发件箱为空'}
        busy={pending > 0}
      />
      <Step
        zh="连接"
        en="link"
        state={place.connected && on ? '已连总站' : on ? '未连总站' : '未连，照常评价'}
        busy={!(place.connected && on)}
      />
      <Step zh="总站" en="hub" state={`近 ${stored} 条已入库`} busy={!on} />
    </ol>
  );
}

function Step(props: { zh: string; en: string; state: string; busy: boolean }) {
  return (
    <li data-busy={props.busy}>
      <Bilingual zh={props.zh} en={props.en} />
      <b>{props.state}</b>
    </li>
  );
}
