import type { RatingBody } from '../protocol/index.ts';
import { NATIONAL_TAGS } from '../protocol/tags.ts';

/** The national tags in 繁體 and English; the official names are the protocol's. */
const NAMES: Record<string, readonly [traditional: string, english: string]> = {
  510: ['一窗受理一次辦結', 'One window, done in one go'],
  511: ['可以先受理後補材料', 'Papers could follow later'],
  512: ['不用提交證明', 'No certificates needed'],
  513: ['可以全程網上辦理', 'Could be done entirely online'],
  514: ['可以使用手機辦理', 'Could be done by phone'],
  515: ['可以就近辦理', 'Could be done nearby'],
  516: ['無需材料直接辦理', 'Done without any papers'],
  517: ['服務熱情效率高', 'Warm and efficient service'],
  406: ['填寫一張表單就可完成申報', 'One form was enough'],
  407: ['在線提交材料窗口核驗', 'Papers sent online, checked at the window'],
  408: ['一張清單告知全部申報材料', 'One list named all papers'],
  409: ['用告知承諾減免申報材料', 'A declaration replaced papers'],
  410: ['可以在線預約辦理', 'Appointment online'],
  411: ['跑大廳一次辦完', 'One visit was enough'],
  412: ['可以使用自助機辦理', 'Could be done at a kiosk'],
  413: ['服務態度較好', 'Friendly service'],
  307: ['一次性告知需要補正的材料', 'Told at once what was missing'],
  308: ['提供申報材料樣本', 'Samples of papers were given'],
  309: ['在承諾的時間內辦結', 'Done in the promised time'],
  310: ['辦事指南指引準確', 'The guide was accurate'],
  311: ['按辦事指南要求的材料即可辦理', 'The papers in the guide were enough'],
  312: ['可以快遞送達', 'Delivery by post'],
  313: ['跑動次數與承諾的一致', 'As many visits as promised'],
  314: ['服務態度一般', 'Ordinary service'],
  207: ['沒有提供材料樣本', 'No samples of papers'],
  208: ['沒有提供材料清單', 'No list of papers'],
  209: ['未在承諾時間內辦結', 'Not done in the promised time'],
  210: ['同樣內容的證明材料被要求多次提交', 'The same proof was asked for repeatedly'],
  211: ['承諾網辦但無法在線辦理', 'Promised online, but not possible'],
  212: ['在線預約辦理後到實體大廳重複取號排隊', 'Had to queue again despite an appointment'],
  213: ['窗口人員業務不熟練', 'Staff did not know the matter well'],
  214: ['服務態度生硬', 'Unfriendly service'],
  108: ['在辦事指南之外增加新的審批條件', 'Conditions that are not in the guide'],
  109: ['需提供辦事指南之外的申報材料', 'Papers that are not in the guide'],
  110: ['無理由超過法定辦理時間', 'Beyond the legal time without reason'],
  111: ['辦事指南提供樣本有錯', 'The sample in the guide was wrong'],
  112: ['承諾在線收取申報材料實際無法收取', 'Papers could not be sent online as promised'],
  113: ['多頭跑窗口和部門', 'Sent from window to window'],
  114: ['跑動次數與承諾的不一致', 'More visits than promised'],
  115: ['服務態度差效率低', 'Bad attitude, low efficiency'],
};

/** The name of a national tag in a language. */
export function tagName(code: string, language: RatingBody['language']): string {
  const official = NATIONAL_TAGS.find((tag) => tag.code === code)?.name ?? code;
  if (language === 'zh-CN') return official;
  return NAMES[code]?.[language === 'en' ? 1 : 0] ?? official;
}
