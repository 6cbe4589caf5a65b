import { useId, useState } from 'react';
import type { DemoView, FinishAnswer, PlaceView } from '../wire.ts';
import { Bilingual } from './Bilingual.tsx';
import { inFours } from './time-text.ts';
import { finishCase } from './use-demo.ts';

/** The virtual window PC: what is done at the counter before anybody rates. */
export function WindowPcPanel(props: {
  view: DemoView;
  place: PlaceView;
  choose(placeId: string): void;
}) {
  const { view, place, choose } = props;
  const items = view.items.filter(({ places }) => places.includes(place.placeId));
  const [itemCode, setItemCode] = useState('');
  const [staffNo, setStaffNo] = useState('');
  const [answer, setAnswer] = useState<FinishAnswer | null>(null);
  const item = items.find((one) => one.itemCode === itemCode) ?? items[0];
  const kiosk = place.kind === 'kiosk';
  const staff = view.staff.find((one) => one.staffNo === (staffNo || place.staffNo));
  const finish = async (road: 'hub' | 'agent') => {
    if (item === undefined) return;
    const served = kiosk ? null : (staff?.staffNo ?? null);
    const wish = { placeId: place.placeId, itemCode: item.itemCode, staffNo: served, road };
    setAnswer(await finishCase(wish));
    // On a phone the device is further down the page.
    document.querySelector('.device')?.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  };
  return (
    <section className="panel window-pc" aria-label="窗口电脑">
      <h2>
        <Bilingual
          zh={kiosk ? '自助业务' : '窗口电脑'}
          en={kiosk ? 'kiosk business' : 'window PC'}
        />
      </h2>
      <Choice
        zh="地点"
        en="place"
        value={place.placeId}
        choose={(id) => {
          setStaffNo('');
          choose(id);
        }}
        options={view.places.map((one) => [one.placeId, `${one.no} ${one.name}`])}
      />
      <Choice
        zh="事项"
        en="service item"
        value={item?.itemCode ?? ''}
        choose={setItemCode}
        options={items.map((one) => [one.itemCode, one.name])}
      />
      {!kiosk && (
        <Choice
          zh="工作人员"
          en="staff"
          value={staff?.staffNo ?? ''}
          choose={setStaffNo}
          options={view.staff.map((one) => [one.staffNo, `${one.name}　${one.staffNo}`])}
        />
      )}
      <button type="button" className="main-action" onClick={() => finish('hub')}>
        <Bilingual zh="办结一件" en="finish a case" />
      </button>
      <button type="button" className="quiet-action" onClick={() => finish('agent')}>
        <Bilingual zh="断网办结，直接交给评价器" en="hub away: hand it to the agent" />
      </button>
      <Outcome answer={answer} />
      <Hints />
    </section>
  );
}

function Choice(props: {
  zh: string;
  en: string;
  value: string;
  choose(value: string): void;
  options: [value: string, name: string][];
}) {
  const id = useId();
  return (
    <div className="choice">
      <label htmlFor={id}>
        <Bilingual zh={props.zh} en={props.en} />
      </label>
      <select id={id} value={props.value} onChange={(event) => props.choose(event.target.value)}>
        {props.options.map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}

function Outcome({ answer }: { answer: FinishAnswer | null }) {
  return (
    <p className={`outcome ${answer?.ok === false ? 'wrong' : ''}`} role="status">
      {answer === null ? (
        <Bilingual
          zh="按下后，在评价器上点一个等次。"
          en="Then tap on the evaluator, as the citizen would."
        />
      ) : answer.ok ? (
        <>
          <Bilingual
            zh={answer.road === 'hub' ? '服务记录已报总站' : '服务记录已交本机代理'}
            en={answer.road === 'hub' ? 'record sent to the hub' : 'record handed to the agent'}
          />
          <span>{inFours(answer.caseNo)}</span>
        </>
      ) : (
        <Bilingual zh={answer.zh} en={answer.en} />
      )}
    </p>
  );
}

function Hints() {
  return (
    <ol className="hints">
      <li>
        <Bilingual zh="八秒内可改，只计最后一次。" en="Change it in 8 s: the last counts." />
      </li>
      <li>
        <Bilingual zh="关掉右上总站，评价照常。" en="Switch the hub off: rating goes on." />
      </li>
      <li>
        <Bilingual zh="刷新，再打开：一条不丢。" en="Reload, switch on: nothing is lost." />
      </li>
    </ol>
  );
}
