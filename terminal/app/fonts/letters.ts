import { LEVEL_NAMES } from '../../../protocol/levels.ts';
import { NATIONAL_TAGS } from '../../../protocol/tags.ts';
import { tagName } from '../../tag-names.ts';
import { DOMAIN_PHRASES } from '../typing/phrases.ts';
import { words as english } from '../words/en.ts';
import { SENTENCES } from '../words/sentences.ts';
import { zhCN } from '../words/zh-cn.ts';
import { zhCNSimple } from '../words/zh-cn-simple.ts';
import { words as traditional } from '../words/zh-hk.ts';

/** The hundred commonest surnames, and what given names are often written with. */
const PEOPLE = `
王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚
沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤
伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红玲芬燕斌辉鹏飞宇浩欣怡梓涵子轩诗雨思琪嘉俊文建国
志海春梅兰凤云峰波亮
`;

/** Halls, windows and what is applied for there, besides the phrases of the keyboard. */
const HALLS = `
省市区县镇乡街道社区村东南西北中心政务市民服务大厅行政审批便民窗口综合福田深圳广州上海京津重庆
出入境户籍婚姻车驾管企业个体注册变更注销许可备案签注申领补换社会保障卡医疗保险住房公积金资格职业技能
年月日时分秒星期一二三四五六七八九十零〇号第楼层
`;

/** What a citizen sees from the idle screen to the thanks, with the names in it: loaded first. */
export function lettersOfFirst(): Set<number> {
  const tags = NATIONAL_TAGS.map(({ name }) => name);
  const texts = [zhCN, zhCNSimple, LEVEL_NAMES].flatMap((words) => Object.values(words));
  return lettersOf([...texts, ...tags, ...DOMAIN_PHRASES, PEOPLE, HALLS]);
}

/** All that the screens say of their own in any language, without those loaded first. */
export function lettersOfMore(): Set<number> {
  const tags = NATIONAL_TAGS.map(({ code }) => tagName(code, 'zh-HK'));
  const sentences = Object.values(SENTENCES).flat();
  const words = [traditional, english].flatMap((each) => Object.values(each));
  return lettersOf([...words, ...tags, ...sentences].map(String)).difference(lettersOfFirst());
}

function lettersOf(texts: readonly string[]): Set<number> {
  const letters = [...texts.join('')].filter((letter) => letter.trim() !== '');
  return new Set(letters.map((letter) => letter.codePointAt(0) ?? 0));
}
