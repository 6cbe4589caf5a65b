import type { Rating } from '../../../../protocol/index.ts';
import type { RatingOfOrder } from '../../../workorders/port.ts';

/** The rating of a work order without its free text, which may name people. */
export function ratingOfOrder(row: Record<string, unknown> | undefined): RatingOfOrder {
  const { body } = JSON.parse(String(row?.payload)) as Rating;
  const named = (column: string) => (row?.[column] ? String(row[column]) : null);
  return {
    standing: String(row?.standing),
    stage: body.stage,
    channel: body.channel,
    level: body.level,
    business: body.business ?? null,
    service: body.service ?? null,
    tags: body.tags ?? [],
    windowNo: named('windowNo'),
    itemCode: named('itemCode'),
    staffNo: named('staffNo'),
    tappedAt: Number(row?.tappedAt),
  };
}
