/** The demonstration's hall. Everything in it is invented and says so. */
export const HALL = {
  hallId: 'demo-futian',
  name: '福田区政务服务中心（演示）',
  notices: [
    '本屏为演示系统，所有事项、人员和办件均为虚构。',
    '评价完全自愿，每次办件只占用您几秒钟。',
    '您的评价直接存入评价系统，窗口人员无法修改或撤回。',
  ],
};

export const STAFF = [
  { staffNo: '0317', name: '陈雨欣' },
  { staffNo: '0326', name: '欧阳文博' },
  { staffNo: '0341', name: '林晓彤' },
  { staffNo: '0352', name: '黄志强' },
];

/** A place with its terminal: what an administrator would type at the enrolment. */
export interface Place {
  placeId: string;
  kind: 'evaluator' | 'kiosk';
  /** Number of the window or of the kiosk. */
  no: string;
  name: string;
  staffNo: string | null;
  /** The agent tells the device where it stands; the administrator compares it. */
  hint: string;
}

export const PLACES: Place[] = [
  {
    placeId: 'a05',
    kind: 'evaluator',
    no: 'A05',
    name: '企业开办综合窗口',
    staffNo: '0317',
    hint: '演示大厅 A05 窗口',
  },
  {
    placeId: 'b12',
    kind: 'evaluator',
    no: 'B12',
    name: '民生服务综合窗口',
    staffNo: '0326',
    hint: '演示大厅 B12 窗口',
  },
  {
    placeId: 'k01',
    kind: 'kiosk',
    no: 'K01',
    name: '24 小时自助服务区',
    staffNo: null,
    hint: '演示大厅 K01 自助终端',
  },
];

export const ITEMS = [
  item('0101', '个体工商户设立登记', true, 'a05'),
  item('0102', '食品经营许可（新办）', true, 'a05'),
  item('0103', '公共场所卫生许可（延续）', true, 'a05'),
  item('0104', '户外广告设施设置备案', false, 'a05'),
  item('0105', '企业职工参保登记', false, 'a05'),
  item('0201', '居住证签注', false, 'b12', 'k01'),
  item('0202', '城乡居民基本医疗保险参保登记', false, 'b12'),
  item('0203', '住房公积金提取（租赁住房）', false, 'b12'),
  item('0204', '敬老优待证申领', true, 'b12'),
  item('0205', '困难残疾人生活补贴和重度残疾人护理补贴资格认定', false, 'b12'),
  item('0301', '社会保险个人权益记录查询打印', false, 'k01'),
  item('0302', '不动产登记信息查询', false, 'k01'),
];

function item(no: string, name: string, certificate: boolean, ...places: string[]) {
  return { itemCode: `440304-${no}`, name, certificate, places };
}

/** The same as the hub wants it. */
export function directory() {
  const windows = PLACES.filter(({ kind }) => kind === 'evaluator').map(
    ({ no, name, staffNo }) => ({ windowNo: no, name, staffNo }),
  );
  return {
    halls: [{ ...HALL, windows }],
    staff: STAFF,
    items: ITEMS.map(({ itemCode, name, certificate }) => ({ itemCode, name, certificate })),
  };
}
