import { useState } from 'react';
import { Bilingual } from './Bilingual.tsx';
import { DataWay } from './DataWay.tsx';
import { DevicePanel } from './DevicePanel.tsx';
import { HubSwitch } from './HubSwitch.tsx';
import { LogPanel } from './LogPanel.tsx';
import { RatingPanel } from './RatingPanel.tsx';
import { useDemo } from './use-demo.ts';
import { WindowPcPanel } from './WindowPcPanel.tsx';

export function DemoPage() {
  const { view, lost } = useDemo();
  const [placeId, setPlaceId] = useState('a05');
  if (view === null) {
    return (
      <p className="waiting">
        <Bilingual zh="正在连接演示服务…" en="Connecting to the demonstration" />
      </p>
    );
  }
  const place = view.places.find((one) => one.placeId === placeId) ?? view.places[0];
  if (place === undefined) return null;
  return (
    <div className="page">
      <header className="top">
        <h1>
          好差评<small>演示</small>
        </h1>
        <p className="hall">{view.hallName}</p>
        <HubSwitch hub={view.hub} />
      </header>
      {lost && (
        <p className="lost" role="status">
          <Bilingual zh="演示服务已停止，启动后本页自动恢复。" en="The demonstration has stopped" />
        </p>
      )}
      <main>
        <WindowPcPanel view={view} place={place} choose={setPlaceId} />
        <div className="middle">
          <DevicePanel places={view.places} place={place} choose={setPlaceId} />
          <DataWay view={view} place={place} />
        </div>
        <div className="side">
          <RatingPanel view={view} />
          <LogPanel log={view.log} />
        </div>
      </main>
    </div>
  );
}
