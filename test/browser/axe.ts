import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = join(import.meta.dirname, '../../node_modules/axe-core/axe.min.js');
/** And of the third A what concerns the eye: contrast of 7:1. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'wcag2aaa'];

/** Once for each document, before `axe` is asked of it. */
export async function loadAxe(page: Page): Promise<void> {
  await page.evaluate(await readFile(AXE, 'utf8'));
}

/** What axe says of the page as it is, in one line each: WCAG 2.2 AA, size of targets, and 7:1. */
export function axe(page: Page): Promise<string[]> {
  return page.evaluate(async (values) => {
    type Axe = { run(context: Element, options: object): Promise<AxeResults> };
    const { run } = (globalThis as unknown as { axe: Axe }).axe;
    const { violations } = await run(document.documentElement, {
      runOnly: { type: 'tag', values },
      rules: { 'target-size': { enabled: true } },
      resultTypes: ['violations'],
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    );
  }, RULES);
}
