import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '@fontsource-variable/noto-sans-sc';
import './style/ground.css';
import './style/panels.css';
import './style/lists.css';
import { DemoPage } from './DemoPage.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root');
createRoot(root).render(
  <StrictMode>
    <DemoPage />
  </StrictMode>,
);
