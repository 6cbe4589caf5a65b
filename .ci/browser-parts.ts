/** A piece of browser code: where it lies, what it is made of, and where it is built. */
export interface Part {
  folder: string;
  name: string;
  sources: string[];
  built: string;
}

const TERMINAL = ['terminal/app/**', 'terminal/link/**', 'terminal/tag-names.ts'];
/** What the product needs. */
export const PARTS: Part[] = [
  { folder: 'terminal/app', name: '评价终端', sources: TERMINAL, built: 'terminal/app/dist' },
  {
    folder: 'terminal/phone',
    name: '手机评价页',
    sources: ['terminal/phone/**', ...TERMINAL],
    built: 'terminal/phone/dist',
  },
  {
    folder: 'simulator/demo/page',
    name: '演示页面',
    sources: ['simulator/demo/**'],
    built: 'simulator/demo/page/dist',
  },
];
/** Every screen on a page of its own, for designers and tests. */
export const GALLERY: Part = {
  folder: 'terminal/app/gallery',
  name: '画面样张',
  sources: TERMINAL,
  built: 'test-output/gallery',
};
/** Parts of the app on pages of their own, for tests. */
export const STORIES: Part = {
  folder: 'terminal/app/stories',
  name: '部件样张',
  sources: TERMINAL,
  built: 'test-output/stories',
};
