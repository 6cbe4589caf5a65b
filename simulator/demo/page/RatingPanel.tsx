import { LEVEL_NAMES } from '../../../protocol/index.ts';
import type { DemoView, RatingView } from '../wire.ts';
import { Bilingual } from './Bilingual.tsx';
import { Face } from './Face.tsx';
import { inFours, stretch, timeOfDay } from './time-text.ts';

const STANDINGS: Record<RatingView['standing'], string> = {
  counted: '已计入',
  unmatched: '待匹配办件',
  refused: '未采用',
  forged: '签名不符',
};

/** The hub's live list: what has been stored for good. */
export function RatingPanel({ view }: { view: DemoView }) {
  return (
    <section className="panel ratings" aria-label="总站实时评价">
      <h2>
        <Bilingual zh="总站实时评价" en="stored at the hub" />
      </h2>
      {view.ratings.length === 0 ? (
        <p className="empty">
          <Bilingual
            zh="还没有评价。办结一件，在评价器上点一下。"
            en="Nothing yet. Finish a case, then tap on the evaluator."
          />
        </p>
      ) : (
        <ol>
          {view.ratings.map((rating) => (
            <Row key={rating.eventId} rating={rating} where={placeOf(rating, view)} />
          ))}
        </ol>
      )}
    </section>
  );
}

/** As the sign over it says; a terminal that is no more has only its id. */
function placeOf(rating: RatingView, { places }: DemoView): string {
  const own = places.find(({ terminalId }) => terminalId === rating.terminalId);
  return rating.windowNo ?? own?.no ?? rating.terminalId;
}

function Row({ rating, where }: { rating: RatingView; where: string }) {
  return (
    <li className="rating" data-standing={rating.standing} data-case={rating.caseNo}>
      <Face level={rating.level} />
      <div>
        <p className="line">
          <strong>{LEVEL_NAMES[rating.level]}</strong>
          <span className="standing">{STANDINGS[rating.standing]}</span>
        </p>
        <p className="item">{rating.itemName ?? '办件尚未报到总站'}</p>
        <p className="fine">
          <span>{inFours(rating.caseNo)}</span>
          <span>{where}</span>
        </p>
        <dl className="times">
          <dt>点按</dt>
          <dd>{timeOfDay(rating.tappedAt)}</dd>
          <dt>入库</dt>
          <dd>{timeOfDay(rating.storedAt)}</dd>
          <dt>落盘</dt>
          <dd>{stretch(rating.storedAt - rating.receivedAt)}</dd>
          <dt>回执</dt>
          <dd>{rating.receiptCode}</dd>
        </dl>
      </div>
    </li>
  );
}
