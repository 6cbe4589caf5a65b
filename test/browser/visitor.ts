import type { Locator, Page } from 'playwright-core';
import type { RatingBody, ServiceRecord } from '../../protocol/index.ts';
import type { Stage } from './stage.ts';
import { forgetThanks } from './thanks.ts';

/** Citizens before the screen of a stage: what they press, and what the device then holds. */
export class Visitor {
  private readonly stage: Stage;

  constructor(stage: Stage) {
    this.stage = stage;
  }

  get page(): Page {
    return this.stage.page;
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** The business system reports this case, and the screen asks about it. */
  async isAsked(caseNo: string, changes: Partial<ServiceRecord> = {}): Promise<void> {
    await this.stage.world.report({ caseNo, ...changes });
    await this.meets(caseNo);
  }

  /** The screen asks about this case, and takes an answer. */
  async meets(caseNo: string): Promise<void> {
    await this.page.locator('main.rate').filter({ hasText: caseNo }).waitFor();
    await this.untilOpen();
    await forgetThanks(this.page);
  }

  /** The screen takes touches and keys that are not left over from the screen before. */
  async untilOpen(): Promise<void> {
    await this.page.waitForFunction(
      () => !document.querySelector('[aria-busy="true"], main [aria-disabled="true"]'),
    );
  }

  async untilIdle(): Promise<void> {
    await this.page.locator('main.idle').waitFor();
  }

  /** By a finger, each as soon as the screen takes it; whatever lies there is what is touched. */
  async taps(...names: (string | RegExp)[]): Promise<void> {
    for (const name of names) {
      const open = this.button(name).and(this.page.locator(':not([aria-disabled])'));
      const box = await open.boundingBox();
      if (box === null) throw new Error(`${name} is not on the screen`);
      await this.page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
    }
  }

  async presses(...keys: string[]): Promise<void> {
    for (const key of keys) {
      await this.untilOpen();
      await this.page.keyboard.press(key);
    }
  }

  /** What the device holds of this case, once it has been thanked for. */
  async thankedFor(caseNo: string): Promise<RatingBody[]> {
    await this.stage.untilThanked();
    return this.held(caseNo);
  }

  async held(caseNo: string): Promise<RatingBody[]> {
    const rows = await this.stage.outbox();
    return rows.map(({ body }) => body).filter((body) => body.caseNo === caseNo);
  }

  /** The level that the hub has of each of these cases. */
  async levelsOf(caseNos: string[]): Promise<unknown[]> {
    await this.stage.untilReceipted();
    const stories = caseNos.map(async (caseNo) => {
      const { body } = await this.stage.world.admin('GET', `/api/cases/${caseNo}/explanation`);
      const steps: { kind: string; facts: { level: number } }[] = body.steps;
      return steps.find(({ kind }) => kind === 'rating.received')?.facts.level;
    });
    return Promise.all(stories);
  }
}

/** As a rating's body names it. */
export const nationalTag = (code: string) => ({ list: 'national', version: 2, code });

/** Two cases of one declaration, as its window reports them (SZ-20a). */
export function declaration(declarationNo: string): { caseNo: string; declarationNo: string }[] {
  return ['1', '2'].map((no) => ({ caseNo: `${declarationNo}-${no}`, declarationNo }));
}

/** The linked cases of a theme (SZ-20b). */
export function linkedCasesOf(theme: string): NonNullable<ServiceRecord['linkedCases']> {
  return ['L1', 'L2', 'L3'].map((no) => ({
    caseNo: `${theme}-${no}`,
    item: { itemCode: 'GA-02', name: `关联业务 ${no}` },
  }));
}
