import type { Level } from '../../../../protocol/index.ts';
import { levelName, say } from '../../words/say.ts';
import type { Input } from '../state.ts';
import { Face } from './Face.tsx';
import { DISPLAY_ORDER } from './levels.ts';
import { Press } from './Press.tsx';
import { Tick } from './Tick.tsx';

/** The five levels, equal in everything but face, name and place (SZ-04). */
export function LevelButtons(props: {
  chosen: Level | null;
  /** What 修改 was pressed on: marked, not favoured. */
  before?: Level | null;
  closed: boolean;
  /** What is rated; of itself it is the whole. */
  legend?: string;
  onChoose: (level: Level, input: Input) => void;
}) {
  const { chosen, before = null, closed, legend = say('levels'), onChoose } = props;
  return (
    <fieldset className="levels" data-decided={chosen !== null || undefined}>
      <legend className="unseen">{legend}</legend>
      {DISPLAY_ORDER.map((level) => (
        <Press
          key={level}
          className="level"
          data-level={level}
          aria-label={levelName(level)}
          data-before={level === before || undefined}
          aria-pressed={chosen === null ? undefined : level === chosen}
          closed={closed}
          onPress={(input) => onChoose(level, input)}
        >
          <Face level={level} />
          <LevelName level={level} />
          <Tick />
        </Press>
      ))}
    </fieldset>
  );
}

/** In full; where it must break, it breaks between its two words. */
function LevelName({ level }: { level: Level }) {
  const name = levelName(level);
  const [, degree, rest] = /^(非常|基本)(.+)$/.exec(name) ?? [];
  return (
    <span className="level-name">
      {degree === undefined ? name : <span className="level-degree">{degree}</span>}
      {rest}
    </span>
  );
}
