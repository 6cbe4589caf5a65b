import type { ReactNode } from 'react';
import type { Prompt } from '../../../../protocol/index.ts';
import { say } from '../../words/say.ts';
import { groupsOfFour } from './case-number.ts';

/** People recognise their matter, not its number: the name is the title (SZ-14a). */
export function ItemName({ name }: { name: string }) {
  const length = [...name].length;
  const size = length <= 21 ? 'short' : length <= 44 ? 'middle' : length <= 64 ? 'long' : 'longest';
  return (
    <p className="item" data-length={size}>
      {name}
    </p>
  );
}

export function CaseNumber({ prompt }: { prompt: Prompt }) {
  return (
    <CaseNo caseNo={prompt.caseNo} isBundle={(prompt.batch ?? prompt.linkedCases) !== undefined}>
      <Extent prompt={prompt} />
    </CaseNo>
  );
}

export function CaseNo(props: { caseNo: string; isBundle?: boolean; children?: ReactNode }) {
  const { caseNo, isBundle = false, children } = props;
  return (
    <p
      className="case"
      data-long={caseNo.length > 28 || undefined}
      data-bundle={isBundle || undefined}
    >
      <span>{say('caseNo')}</span>{' '}
      <span className="digits case-digits">
        <span className="unseen">{caseNo}</span>
        <span aria-hidden="true">
          {groupsOfFour(caseNo).map((group, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: groups of a number only have places
            <span key={index} className="case-group">
              {group}
            </span>
          ))}
        </span>
      </span>
      {children}
    </p>
  );
}

/** What this one rating is for, when it is more than one case (SZ-20a, SZ-20b). */
function Extent({ prompt: { batch, linkedCases } }: { prompt: Prompt }) {
  if (batch !== undefined) {
    return <strong className="extent">{say('batchOf', { count: batch.count })}</strong>;
  }
  if (linkedCases === undefined) return null;
  return <strong className="extent">{say('themeOf', { count: linkedCases.length })}</strong>;
}
