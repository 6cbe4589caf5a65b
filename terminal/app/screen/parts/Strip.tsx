import type { ReactNode } from 'react';
import type { Prompt } from '../../../../protocol/index.ts';
import type { Surroundings } from '../../surroundings.ts';
import { say } from '../../words/say.ts';
import { Staff } from './Staff.tsx';
import { WallClock } from './WallClock.tsx';

/** Where you are and who serves you: the same strip above every step. */
export function Strip({ prompt, surroundings }: { prompt: Prompt; surroundings: Surroundings }) {
  const { configuration } = surroundings;
  return (
    <header className="strip">
      {prompt.serviceWindow ? (
        <Place no={prompt.serviceWindow.windowNo}>
          <p className="place-kind">{say('windowSuffix')}</p>
          <p
            className="place-name"
            data-long={[...prompt.serviceWindow.name].length > 8 || undefined}
          >
            {prompt.serviceWindow.name}
          </p>
        </Place>
      ) : (
        <Place no={configuration?.terminalNo ?? ''}>
          <p className="place-kind">{say('terminalNo')}</p>
          <p className="place-name">{configuration?.hall.name}</p>
        </Place>
      )}
      {prompt.staff && <Staff staff={prompt.staff} />}
      <WallClock />
    </header>
  );
}

function Place({ no, children }: { no: string; children: ReactNode }) {
  return (
    <div className="place">
      <span className="place-no digits" data-long={no.length > 3 || undefined}>
        {no}
      </span>
      <div>{children}</div>
    </div>
  );
}
