import type { ServiceItem, ServiceRecord, Staff } from '../protocol/index.ts';
import { between, pick, type Random } from './random.ts';

/** A service item as the directory knows it. */
export interface CatalogueItem extends ServiceItem {
  certificate: boolean;
  departmentCode: string;
}

const POLICE = '11440300MB2C927368';
const SOCIAL_SECURITY = '11440300MB2D0320XC';
const MARKET = '11440300MB2D08985Q';
const HOUSING = '11440300MB2C925339';

/** What is applied for at a district hall in Shenzhen. */
export const ITEMS: readonly [CatalogueItem, ...CatalogueItem[]] = [
  item('GA-0102', '居住证签注', false, POLICE),
  item('GA-0101', '深圳经济特区居住证申领', true, POLICE),
  item('GA-0207', '出生登记', true, POLICE),
  item('GA-0311', '往来港澳通行证签注', false, POLICE),
  item('RS-0115', '社会保障卡申领', true, SOCIAL_SECURITY),
  item('RS-0120', '城乡居民基本养老保险待遇申领', false, SOCIAL_SECURITY),
  item('RS-0133', '失业保险金申领', false, SOCIAL_SECURITY),
  item('SC-0101', '公司设立登记', true, MARKET),
  item('SC-0108', '个体工商户变更登记', true, MARKET),
  item('SC-0205', '食品经营许可（新办）', true, MARKET),
  item('ZJ-0401', '公共租赁住房轮候申请', false, HOUSING),
  item('ZJ-0405', '房屋租赁合同备案', false, HOUSING),
];

function item(itemCode: string, name: string, certificate: boolean, departmentCode: string) {
  return { itemCode, name, certificate, departmentCode };
}

const FAMILY_NAMES = ['王', '李', '陈', '黄', '林', '欧阳', '䶮', '曾'] as const;
const GIVEN_NAMES = ['丽', '强', '敏', '志远', '晓彤', '㛃', '嘉怡', '国栋'] as const;

/** Staff member number n, always the same. */
export function staffMember(n: number): Staff {
  const family = FAMILY_NAMES[n % FAMILY_NAMES.length] ?? '王';
  const given = GIVEN_NAMES[Math.floor(n / FAMILY_NAMES.length) % GIVEN_NAMES.length] ?? '丽';
  return { staffNo: `S${String(n).padStart(4, '0')}`, name: family + given };
}

export interface WindowPlace {
  hallId: string;
  windowNo: string;
  staff: Staff;
}

/** Where a case is finished. */
export type CasePlace =
  | ({ kind: 'window' } & WindowPlace)
  | { kind: 'kiosk'; hallId: string; terminalId: string };

/**
 * Cases as a Shenzhen business system numbers them (办件流水号: district, day, running number).
 * The same seed and day give the same cases.
 */
export class CaseSource {
  private readonly random: Random;
  private readonly district: string;
  private count: number;

  constructor(random: Random, options: { district?: string } = {}) {
    this.random = random;
    this.district = options.district ?? '440304';
    this.count = between(random, 0, 9_999) * 10_000;
  }

  /** A case that has just been finished at this place (SZ-18c, SZ-18d, SZ-18f). */
  finished(place: CasePlace, occurredAt: string): ServiceRecord {
    const { departmentCode, certificate, ...what } = pick(this.random, ITEMS);
    const caseNo = this.nextCaseNo(occurredAt);
    const base = { recordId: `r-${caseNo}`, caseNo, occurredAt, item: what, departmentCode };
    if (place.kind === 'kiosk') {
      const { hallId, terminalId } = place;
      const flow = { event: 'flowEnded', mode: 'kiosk', certificate: false } as const;
      return { ...base, ...flow, hallId, terminalId };
    }
    const { hallId, windowNo, staff } = place;
    const event = certificate ? 'collected' : 'granted';
    return { ...base, event, mode: 'window', certificate, hallId, windowNo, staff };
  }

  private nextCaseNo(occurredAt: string): string {
    const day = occurredAt.slice(0, 10).replaceAll('-', '');
    return `${this.district}${day}${String(++this.count).padStart(9, '0')}`;
  }
}

/** Epoch milliseconds as a business system in Shenzhen writes them. */
export function localInstant(epochMs: number): string {
  return Temporal.Instant.fromEpochMilliseconds(Math.round(epochMs)).toString({
    timeZone: 'Asia/Shanghai',
    fractionalSecondDigits: 3,
  });
}
