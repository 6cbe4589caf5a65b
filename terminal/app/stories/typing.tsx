import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { LIMITS } from '../../../protocol/limits.ts';
import '../fonts/index.ts';
import '../style/index.ts';
import TextEntry from '../typing/TextEntry.tsx';
import type { Language } from '../typing/words.ts';

/** The text field alone: `?language=en`. What was done stands in the title. Not part of the product. */
function Story({ language }: { language: Language }) {
  const [value, setValue] = useState('');
  return (
    <main className="page" style={{ padding: 0 }}>
      <TextEntry
        value={value}
        onChange={setValue}
        onDone={() => {
          document.title = 'done';
        }}
        onBack={() => {
          document.title = 'back';
        }}
        limit={LIMITS.ratingText}
        language={language}
      />
    </main>
  );
}

const language = (new URLSearchParams(location.search).get('language') ?? 'zh-CN') as Language;
addEventListener('keydown', ({ key }) => document.body.append(`[${key} passed]`));
createRoot(document.getElementById('screen') ?? document.body).render(
  <Story language={language} />,
);
