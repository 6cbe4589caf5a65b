const PATIENCE_MS = 10_000;
const STEP_MS = 10;

type Look<T> = T | undefined | null | false;

/** Waits until `look` finds something (not undefined, null or false), and returns it. */
export async function until<T>(what: string, look: () => Look<T> | Promise<Look<T>>): Promise<T> {
  const start = performance.now();
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) return found;
    if (performance.now() - start > PATIENCE_MS) throw new Error(`waited in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  }
}
