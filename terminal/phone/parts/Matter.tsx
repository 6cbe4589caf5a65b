import { groupsOfFour } from '../../app/screen/parts/case-number.ts';
import type { OpenView } from '../draft.ts';
import { useSpeech } from '../words/speech.tsx';

/** What is being rated: people know their matter by its name (SZ-14). */
export function Matter({ view }: { view: OpenView }) {
  const { say } = useSpeech();
  const { item, caseNo, batch, linkedCases } = view;
  return (
    <section className="matter">
      <p className="item">{item.name}</p>
      <p className="case">
        {say('caseNo')} <CaseNo caseNo={caseNo} />
      </p>
      {batch && (
        <details className="more">
          <summary>
            {say('batchOf', { count: batch.count })} <span>{say('batchList')}</span>
          </summary>
          <ul>
            {batch.caseNos.map((one) => (
              <li key={one}>
                <CaseNo caseNo={one} />
              </li>
            ))}
          </ul>
        </details>
      )}
      {linkedCases && <p className="extent">{say('themeOf', { count: linkedCases.length })}</p>}
    </section>
  );
}

/** In groups for the eye, whole for the ear. */
export function CaseNo({ caseNo }: { caseNo: string }) {
  return (
    <span className="digits">
      <span className="unseen">{caseNo}</span>
      <span aria-hidden="true">{groupsOfFour(caseNo).join('\u2005')}</span>
    </span>
  );
}
