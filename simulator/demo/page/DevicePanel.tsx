import { useEffect, useRef, useState } from 'react';
import type { PlaceView } from '../wire.ts';
import { Bilingual } from './Bilingual.tsx';

/** Screens as they hang in the hall: 7" at the window, 32" upright in the lobby. */
const SCREENS = {
  evaluator: { width: 1024, height: 600 },
  kiosk: { width: 1080, height: 1920 },
};

/** The devices themselves, each the real app from its own agent; all stay on, one is seen. */
export function DevicePanel(props: {
  places: PlaceView[];
  place: PlaceView;
  choose(placeId: string): void;
}) {
  const { places, place, choose } = props;
  return (
    <section className="panel device" aria-label="评价终端">
      <div className="tabs" role="tablist">
        {places.map((one) => (
          <button
            key={one.placeId}
            type="button"
            role="tab"
            aria-selected={one.placeId === place.placeId}
            onClick={() => choose(one.placeId)}
          >
            <Bilingual
              zh={`${one.no} ${one.kind === 'kiosk' ? '自助终端' : '评价器'}`}
              en={one.kind}
            />
            <i className={one.connected ? 'dot good' : 'dot'} aria-hidden="true" />
          </button>
        ))}
      </div>
      <div className="desk">
        {places.map((one) => (
          <Screen key={one.placeId} place={one} seen={one.placeId === place.placeId} />
        ))}
      </div>
    </section>
  );
}

function Screen({ place, seen }: { place: PlaceView; seen: boolean }) {
  const { width, height } = SCREENS[place.kind];
  const glass = useRef<HTMLDivElement>(null);
  const [scale, setScale] = useState(0.5);
  useEffect(() => {
    const element = glass.current;
    if (element === null) return;
    const fit = () => setScale(element.clientWidth / width);
    const observer = new ResizeObserver(fit);
    observer.observe(element);
    return () => observer.disconnect();
  }, [width]);
  return (
    <div className={`bezel ${place.kind}`} data-seen={seen} aria-hidden={!seen}>
      <div className="glass" ref={glass}>
        {place.agentUrl !== '' && (
          <iframe
            title={`${place.no} ${place.name}`}
            src={place.agentUrl}
            allow="autoplay; screen-wake-lock"
            style={{ width, height, transform: `scale(${scale})` }}
          />
        )}
      </div>
    </div>
  );
}
