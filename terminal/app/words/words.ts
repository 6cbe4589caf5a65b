import type { zhCN } from './zh-cn.ts';

/** Every text of the screens. */
export type Words = { readonly [key in keyof typeof zhCN]: string };
/** The names of the national tags by code; Chinese has them in the protocol. */
export type TagNames = Readonly<Record<string, string>>;
