import { createRoot } from 'react-dom/client';
import { systemClock } from '../link/clock.ts';
import { createEventIds } from '../link/tap.ts';
import { httpHub } from './hub.ts';
import { Settings } from './settings.ts';
import { Shelf } from './shelf.ts';
import './style/page.css';
import './style/levels.css';
import './style/details.css';
import './style/message.css';
import { PageView } from './views/PageView.tsx';
import { Visit } from './visit.ts';

/** Composition root of the page behind a link: nothing else constructs parts. */
const token = location.pathname.split('/').at(-1) ?? '';
const settings = new Settings(document.documentElement, navigator.languages);
const root = createRoot(document.getElementById('page') ?? document.body);
const visit: Visit = new Visit({
  hub: httpHub(token, location.href),
  shelf: new Shelf(token, () => localStorage),
  clock: systemClock,
  mint: createEventIds(systemClock),
  language: () => settings.language,
  onChange: (screen) => root.render(<PageView screen={screen} visit={visit} settings={settings} />),
});
addEventListener('online', () => visit.retry());
visit.start();
