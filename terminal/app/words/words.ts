import type { zhCN } from './zh-cn.ts';

/** Every text of the screens. */
export type Words = { readonly [key in keyof typeof zhCN]: string };
