import type { ServiceEvent, ServiceRecord } from '../../../protocol/index.ts';
import { opening } from '../../services/completion.ts';
import type { DeliverySource, ToldRating } from '../delivery.ts';
import type { Applicant } from '../ports.ts';
import { FACTS, type Facts } from './codes.ts';
import type { Profile } from './profile.ts';

/** What a profile cannot say, because it differs from hub to hub. */
export interface PlatformContext {
  profile: Profile;
  areaCode: string | null;
  applicant: Applicant | null;
}

const DECISIONS = new Set<ServiceEvent>(['granted', 'refused', 'returned']);

/** A service record in the codes of the platform. Pure. */
export function recordFacts(
  { record, history }: Extract<DeliverySource, { kind: 'record' }>,
  context: PlatformContext,
): Facts {
  return {
    ...serviceFacts(record, history, context),
    departmentCode: record.departmentCode ?? null,
  };
}

/**
 * A rating, and the service record that it is about, in the codes of the platform. Pure. A default
 * is marked as one by its code: nobody must take it for a citizen's word.
 */
export function ratingFacts(
  source: Extract<DeliverySource, { kind: 'rating' | 'default' }>,
  context: PlatformContext,
): Facts {
  const { rating, place, history, itemName, assessNumber, defaultsTold } = source;
  const { codes, dateTime, timeZone, countsDefaults } = context.profile;
  const channel = source.kind === 'default' ? 'default' : source.rating.channel;
  const record = recordOf(source);
  return {
    ...(record ? serviceFacts(record, history, context) : nothing()),
    areaCode: context.areaCode,
    caseNo: rating.caseNo,
    departmentCode: place.departmentCode || record?.departmentCode || null,
    itemCode: place.itemCode || (record?.item.itemCode ?? null),
    itemName: itemName ?? record?.item.name ?? null,
    ratingChannel: codes.ratingChannel[channel] ?? null,
    satisfaction: rating.level === null ? null : codes.satisfaction[rating.level],
    ...refinement(rating, context.profile),
    ratedAt: writtenTime(source.tappedAt, { dateTime, timeZone }),
    assessNumber: String(countsDefaults ? assessNumber + defaultsTold : assessNumber),
  };
}

/** An instant as the platform writes it. */
export function writtenTime(
  at: number,
  { dateTime, timeZone }: Pick<Profile, 'dateTime' | 'timeZone'>,
): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  const two = (part: number) => String(part).padStart(2, '0');
  const parts: Record<string, string> = {
    yyyy: String(local.year),
    MM: two(local.month),
    dd: two(local.day),
    HH: two(local.hour),
    mm: two(local.minute),
    ss: two(local.second),
  };
  return dateTime.replace(/yyyy|MM|dd|HH|mm|ss/g, (name) => parts[name] ?? name);
}

/**
 * Tags of the platform's own list only: the same number means other things elsewhere. A negative
 * rating without a word is never held against the citizen: the profile says what to send instead.
 */
function refinement(
  { level, tags = [], text }: ToldRating['rating'],
  { tags: wanted, negative }: Profile,
): Pick<Facts, 'tags' | 'text'> {
  const known = tags.filter(
    ({ list, version }) => list === wanted.list && wanted.versions.includes(version),
  );
  const codes = known.map(({ code }) => code).join(wanted.separator);
  const said = text?.trim() ?? '';
  const silent = level !== null && level < negative.below && codes === '' && said === '';
  return { tags: codes || null, text: silent ? negative.text : said || null };
}

/** The record that opened the rated stage; failing that, the newest. */
function recordOf({ rating, history }: ToldRating): ServiceRecord | undefined {
  return history.findLast((one) => opening(one).stage === rating.stage) ?? history.at(-1);
}

function serviceFacts(
  record: ServiceRecord,
  history: ServiceRecord[],
  { profile, areaCode, applicant }: PlatformContext,
): Facts {
  const { codes } = profile;
  const timeOf = (one: ServiceRecord | undefined) =>
    one ? writtenTime(Date.parse(one.occurredAt), profile) : null;
  const accepted = history.find(({ event }) => event === 'accepted' || event === 'received');
  const decided = history.findLast(({ event }) => DECISIONS.has(event));
  const serviceNumber = history.findIndex(({ recordId }) => recordId === record.recordId) + 1;
  return {
    ...nothing(),
    areaCode,
    caseNo: record.caseNo,
    itemCode: record.item.itemCode,
    itemName: record.item.name,
    proStatus: codes.proStatus[record.event],
    staffNo: record.staff?.staffNo ?? null,
    staffName: record.staff?.name ?? null,
    applicantKind: applicant?.kind ? codes.applicantKind[applicant.kind] : null,
    applicantName: applicant?.name ?? null,
    applicantIdNumber: applicant?.idNumber ?? null,
    phone: applicant?.phone ?? null,
    serviceName: codes.serviceName[record.event],
    serviceNumber: String(serviceNumber),
    serviceTime: timeOf(record),
    serviceChannel: codes.serviceChannel[record.mode],
    acceptedAt: timeOf(accepted),
    decidedAt: timeOf(decided),
  };
}

function nothing(): Facts {
  return Object.fromEntries(FACTS.map((fact) => [fact, null])) as Facts;
}
