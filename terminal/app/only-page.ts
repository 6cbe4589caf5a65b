/**
 * Two live pages would show one prompt twice and share one MQTT name, so one page of the device is
 * live and the others say so. Resolves when this page is the one: at once, or when the other ends.
 */
export function onlyPage(onElsewhere: () => void): Promise<void> {
  const never = new Promise<never>(() => {});
  return new Promise((resolve) => {
    const live = () => {
      resolve();
      return never;
    };
    void navigator.locks.request('haochaping-screen', { ifAvailable: true }, (lock) => {
      if (lock !== null) return live();
      onElsewhere();
      void navigator.locks.request('haochaping-screen', live);
      return undefined;
    });
  });
}
