import type { ServiceRecord, ServiceWindow } from '../../protocol/index.ts';
import type { Directory } from '../store/port.ts';
import type { RecordError } from './requirements.ts';

/** Where a step was done, as the directory knows it. */
export interface Place {
  hallId: string | null;
  serviceWindow: ServiceWindow | null;
}

export type Located = { ok: true; place: Place } | { ok: false; errors: RecordError[] };

/** Finds the hall and window of a record; a window without its hall must be the only one so named. */
export function locate(record: ServiceRecord, { halls }: Directory): Located {
  if (record.hallId !== undefined && !halls.some((hall) => hall.hallId === record.hallId)) {
    return wrong('hallId', `No hall ${record.hallId} in the directory.`);
  }
  if (record.mode !== 'window') {
    return { ok: true, place: { hallId: record.hallId ?? null, serviceWindow: null } };
  }
  const found = halls
    .filter((hall) => record.hallId === undefined || hall.hallId === record.hallId)
    .flatMap((hall) => hall.windows.map((window) => ({ hallId: hall.hallId, window })))
    .filter(({ window }) => window.windowNo === record.windowNo);
  const [only] = found;
  if (only === undefined) return wrong('windowNo', `No window ${record.windowNo} there.`);
  if (found.length > 1) {
    return wrong('hallId', `Window ${record.windowNo} is in ${found.length} halls; name the hall.`);
  }
  const { windowNo, name } = only.window;
  return { ok: true, place: { hallId: only.hallId, serviceWindow: { windowNo, name } } };
}

function wrong(path: string, message: string): Located {
  return { ok: false, errors: [{ path, message }] };
}
