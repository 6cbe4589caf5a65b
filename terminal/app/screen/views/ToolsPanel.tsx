import { say } from '../../words/say.ts';
import type { Words } from '../../words/words.ts';
import { pressKey, TOOLS } from '../keys.ts';
import { Press } from '../parts/Press.tsx';
import { Tick } from '../parts/Tick.tsx';
import { Title } from '../parts/Title.tsx';
import type { State } from '../state.ts';
import { PanelFoot } from './PanelFoot.tsx';
import type { ScreenViewProps } from './view.ts';

/** What the strip of tools offers to a finger, for who has five keys; and what else has no key. */
export function ToolsPanel({ state, voice, act, choose }: ScreenViewProps) {
  const { presentation } = state;
  const bundle = bundleOf(state);
  const names: readonly (keyof Words)[] = [...TOOLS, ...(bundle === null ? [] : [bundle])];
  return (
    <main className="page panel" onPointerDown={() => act({ kind: 'touched' })}>
      <Title className="question">{say('tools')}</Title>
      <div className="choices">
        {names.map((name, index) => {
          const key = `${index + 1}` as '1' | '2' | '3' | '4' | '5';
          const isOn = name === 'large' || name === 'contrast' || name === 'voice';
          if (name === 'voice' && voice === null) return null;
          return (
            <Press
              key={name}
              className="choice"
              aria-pressed={isOn ? presentation[name] : undefined}
              onPress={() => pressKey(state, key, 'touch', { act, choose })}
            >
              <kbd className="tag-key digits">{key}</kbd> {say(name)}
              {isOn && <Tick />}
            </Press>
          );
        })}
      </div>
      <PanelFoot act={act} />
    </main>
  );
}

function bundleOf({ screen }: State): 'seeCases' | 'itemByItem' | null {
  if (screen.kind !== 'asking') return null;
  const { batch, linkedCases } = screen.asking.prompt;
  if (batch !== undefined) return 'seeCases';
  return linkedCases === undefined ? null : 'itemByItem';
}
