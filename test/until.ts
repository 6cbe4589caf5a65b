const PATIENCE_MS = 10_000;
/** A look costs the hub something too: the longer it takes, the less often. */
const SHORTEST_STEP_MS = 10;
const LONGEST_STEP_MS = 100;

type Look<T> = T | undefined | null | false;

/** Waits until `look` finds something (not undefined, null or false), and returns it. */
export async function until<T>(what: string, look: () => Look<T> | Promise<Look<T>>): Promise<T> {
  const start = performance.now();
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) return found;
    const waitedMs = performance.now() - start;
    if (waitedMs > PATIENCE_MS) throw new Error(`waited in vain for: ${what}`);
    const stepMs = Math.min(LONGEST_STEP_MS, Math.max(SHORTEST_STEP_MS, waitedMs / 10));
    await new Promise((resolve) => setTimeout(resolve, stepMs));
  }
}
