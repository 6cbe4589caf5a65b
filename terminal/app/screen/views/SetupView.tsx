import { useState } from 'react';
import { say } from '../../words/say.ts';
import { Press } from '../parts/Press.tsx';
import { Title } from '../parts/Title.tsx';

/** ISO/IEC 7810 ID-1: every bank card. */
const CARD_MM = { width: 85.6, height: 53.98 };
const STEP = 1.005;

/** A technician lays a card on the screen; from its size come all others. */
export default function SetupView(props: {
  onCalibrated: (pixelsPerMm: number | null) => void;
  onClose: () => void;
}) {
  const [pixelsPerMm, setPixelsPerMm] = useState(presentMm);
  const size = {
    width: `${CARD_MM.width * pixelsPerMm}px`,
    height: `${CARD_MM.height * pixelsPerMm}px`,
  };
  const save = (measured: number | null) => {
    props.onCalibrated(measured);
    props.onClose();
  };
  return (
    <main className="page setup">
      <div className="setup-words">
        <Title className="setup-title">{say('setupTitle')}</Title>
        <p>{say('setupBody')}</p>
        <p className="setup-measure digits" role="status">
          {say('setupMeasure', { pixels: pixelsPerMm.toFixed(2) })}
        </p>
      </div>
      <div className="setup-card" style={size}>
        <span className="digits">{say('setupCard')}</span>
      </div>
      <footer className="foot">
        <Press className="button" onPress={() => setPixelsPerMm(pixelsPerMm / STEP)}>
          − {say('setupSmaller')}
        </Press>
        <Press className="button" onPress={() => setPixelsPerMm(pixelsPerMm * STEP)}>
          + {say('setupLarger')}
        </Press>
        <Press className="button" onPress={() => save(null)}>
          {say('setupUsual')}
        </Press>
        <Press className="button" onPress={props.onClose}>
          {say('back')}
        </Press>
        <Press className="button strong" onPress={() => save(pixelsPerMm)}>
          {say('setupSave')}
        </Press>
      </footer>
    </main>
  );
}

/** What the style sheet says now, measured: it may be an expression. */
function presentMm(): number {
  const probe = document.createElement('div');
  probe.style.cssText = 'position:absolute;width:calc(100 * var(--mm))';
  document.body.append(probe);
  const { width } = probe.getBoundingClientRect();
  probe.remove();
  return width / 100;
}
