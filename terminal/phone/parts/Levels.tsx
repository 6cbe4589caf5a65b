import type { Level } from '../../../protocol/index.ts';
import { Face } from '../../app/screen/parts/Face.tsx';
import { DISPLAY_ORDER } from '../../app/screen/parts/levels.ts';
import { useSpeech } from '../words/speech.tsx';

/**
 * The five levels, equal in everything but face, name and place (SZ-04). `size`: rows for the
 * question itself, a strip for what refines it.
 */
export function Levels(props: {
  size: 'rows' | 'strip';
  legend: string;
  /** The legend is for the ear alone. */
  isLegendUnseen?: boolean;
  chosen: Level | null;
  onChoose: (level: Level) => void;
}) {
  const { size, legend, isLegendUnseen = false, chosen, onChoose } = props;
  const { levelName } = useSpeech();
  return (
    <fieldset className={`levels ${size}`}>
      <legend className={isLegendUnseen ? 'unseen' : undefined}>{legend}</legend>
      {DISPLAY_ORDER.map((level) => (
        <button
          key={level}
          type="button"
          className="level"
          data-level={level}
          aria-pressed={level === chosen}
          onClick={() => onChoose(level)}
        >
          <Face level={level} />
          <span>{levelName(level)}</span>
        </button>
      ))}
    </fieldset>
  );
}
