import { useState } from 'react';
import type { Prompt } from '../../../../protocol/index.ts';
import { say } from '../../words/say.ts';

type StaffFacts = NonNullable<Prompt['staff']>;

/** Photo or family name, name and number (SZ-14a). */
export function Staff({ staff, lead }: { staff: StaffFacts; lead?: string }) {
  return (
    <div className="staff">
      <Portrait staff={staff} key={staff.staffNo} />
      <div>
        {lead && <p className="staff-lead">{lead}</p>}
        <p className="staff-name">{staff.name}</p>
        <p className="staff-no digits">{say('staffNo', { no: staff.staffNo })}</p>
      </div>
    </div>
  );
}

/** A photo that does not come leaves the family name, never a broken picture. */
function Portrait({ staff }: { staff: StaffFacts }) {
  const [failed, setFailed] = useState(false);
  if (staff.photoUrl === undefined || failed) {
    return (
      <span className="portrait" aria-hidden="true">
        {[...staff.name][0]}
      </span>
    );
  }
  return <img className="portrait" src={staff.photoUrl} alt="" onError={() => setFailed(true)} />;
}
