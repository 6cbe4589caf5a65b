/** What a page of the gallery is asked to show, and by what it is measured. */
export interface Course {
  /** Null for what stands there now. */
  names: string[] | null;
  /** Enlarged by the browser, a page may be scrolled; a device's own screen is never. */
  mayScroll: boolean;
  /** CSS pixels a millimetre at which fingers are measured; null where nobody knows. */
  pixelsPerMm: number | null;
  /** CSS pixels from the top within which a citizen in a wheelchair reaches nothing. */
  outOfReach: number;
}

/**
 * Shows each preview in turn and returns what is cut off, overlaid, unequal, too small for a
 * finger or too near to its neighbour. Runs in the page, so it refers to nothing outside itself.
 */
export async function faultsOfScreens(course: Course): Promise<Record<string, string[]>> {
  const { names, mayScroll, pixelsPerMm, outOfReach } = course;
  const all: Record<string, string[]> = {};
  for (const name of names ?? ['now']) {
    if (names !== null) await show(name);
    const main = document.querySelector('main') as HTMLElement;
    const faults = [...wholeness(main), ...fingers(main), ...overlaid(main), ...levels(main)];
    if (faults.length > 0) all[name] = faults;
  }
  return all;

  async function show(name: string): Promise<void> {
    document.querySelector('main')?.setAttribute('data-old', '');
    history.pushState(null, '', `?preview=${name}`);
    dispatchEvent(new PopStateEvent('popstate'));
    const shown = name === 'starting' ? 'main' : 'main:not(.quiet)';
    const isThere = () =>
      document.querySelector(`${shown}:not([data-old])`) !== null &&
      document.documentElement.lang === document.documentElement.dataset.wanted;
    for (let frame = 0; frame < 600 && !isThere(); frame++) await nextFrame();
    await document.fonts.ready;
    await nextFrame();
    await document.fonts.ready;
    // Judged as it stands in the end, however slow the machine is.
    for (const animation of document.getAnimations()) {
      const ends = animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY;
      if (ends) animation.finish();
    }
    await nextFrame();
  }

  function nextFrame(): Promise<unknown> {
    return new Promise(requestAnimationFrame);
  }

  function wholeness(main: HTMLElement): string[] {
    const faults: string[] = [];
    if (main.scrollWidth > main.clientWidth) faults.push('wider than the screen');
    if (!mayScroll && main.scrollHeight > main.clientHeight) faults.push('higher than the screen');
    for (const text of main.querySelectorAll<HTMLElement>('p, h1, h2, button, .tag-name')) {
      const isHeardOnly = getComputedStyle(text).clipPath !== 'none';
      if (isHeardOnly || text.matches('.unseen *, .digits *')) continue;
      const isCut = text.scrollWidth > text.clientWidth + 1 && text.clientWidth > 0;
      if (isCut && getComputedStyle(text).display !== 'inline') {
        faults.push(`cut off: ${text.textContent}`);
      }
    }
    return faults;
  }

  function fingers(main: HTMLElement): string[] {
    const faults: string[] = [];
    const reach = main.getBoundingClientRect();
    const all = [...main.querySelectorAll<HTMLElement>('button')];
    const buttons = all.filter((button) => button.offsetParent !== null);
    const boxes = buttons.map((button) => button.getBoundingClientRect());
    buttons.forEach((button, index) => {
      const box = boxes[index] as DOMRect;
      const below = mayScroll ? main.scrollHeight : reach.bottom;
      const inside =
        box.left >= 0 && box.right <= reach.right && box.top >= 0 && box.bottom <= below;
      if (box.top < outOfReach) faults.push(`${button.textContent} is too high`);
      if (!inside) faults.push(`${button.textContent} is out of reach`);
      if (button.scrollHeight > button.clientHeight + 1) {
        faults.push(`${button.textContent} runs over its edge`);
      }
      const least = button.matches('.level') ? 20 : 14;
      if (pixelsPerMm !== null && !button.matches('.hold')) {
        const mm = Math.min(box.width, box.height) / pixelsPerMm;
        if (mm < least - 0.05) faults.push(`${button.textContent} is ${mm.toFixed(1)} mm small`);
      }
      for (const [place, other] of boxes.entries()) {
        if (place <= index) continue;
        // As on every keyboard; ten keys would not stand in the width of seven inches otherwise.
        const areKeys = [button, buttons[place]].every((each) => each?.closest('.typing'));
        const apart = areKeys ? 0.9 : 3;
        const across = Math.max(other.left - box.right, box.left - other.right);
        const down = Math.max(other.top - box.bottom, box.top - other.bottom);
        const gap = Math.max(across, down);
        if (gap < (pixelsPerMm === null ? 0 : apart * pixelsPerMm - 0.5)) {
          faults.push(`${button.textContent} is ${gap.toFixed(1)} px from another`);
        }
      }
    });
    return faults;
  }

  /** A text that no button shows lies under or over none. */
  function overlaid(main: HTMLElement): string[] {
    const buttons = [...main.querySelectorAll<HTMLElement>('button')]
      .filter((button) => button.offsetParent !== null)
      .map((button) => button.getBoundingClientRect());
    const texts = [...main.querySelectorAll<HTMLElement>('p, h1, h2, dt, dd')].filter((text) => {
      const isSign = text.matches('.unseen, .unseen *, .tools-key, button *');
      return !isSign && text.offsetParent !== null && getComputedStyle(text).clipPath === 'none';
    });
    return texts.filter(liesOnOne).map((text) => `${text.textContent} lies on a button`);

    function liesOnOne(text: HTMLElement): boolean {
      const seen = [...text.childNodes].filter(
        (part) => !(part instanceof Element && part.matches('.unseen')),
      );
      return seen.some((part) => {
        const words = document.createRange();
        words.selectNodeContents(part);
        const box = words.getBoundingClientRect();
        return buttons.some(
          (button) =>
            Math.min(box.right, button.right) - Math.max(box.left, button.left) > 1 &&
            Math.min(box.bottom, button.bottom) - Math.max(box.top, button.top) > 1,
        );
      });
    }
  }

  function levels(main: HTMLElement): string[] {
    const faults: string[] = [];
    const cards = [...main.querySelectorAll('.level')].map((card) => {
      const { width, height } = card.getBoundingClientRect();
      const face = card.querySelector('.face')?.getBoundingClientRect().width ?? 0;
      const name = card.querySelector<HTMLElement>('.level-name') as HTMLElement;
      const words = document.createRange();
      words.selectNodeContents(name);
      const room = (width - words.getBoundingClientRect().width) / 2;
      if (room < 4) faults.push(`${name.textContent} has ${room} px beside it`);
      const { fontSize } = getComputedStyle(name);
      const han = (Number.parseFloat(fontSize) * 0.92) / (pixelsPerMm ?? 1);
      if (pixelsPerMm !== null && han < 4.8) {
        faults.push(`${name.textContent} is ${han.toFixed(2)} mm high`);
      }
      return `${Math.round(width)}×${Math.round(height)}, face ${Math.round(face)}, ${fontSize}`;
    });
    if (new Set(cards).size > 1) faults.push(`unequal levels: ${cards.join(' ')}`);
    return faults;
  }
}
