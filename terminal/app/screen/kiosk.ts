/** Takes away what a browser offers to people at a desk: menus, selection, zoom, sleep. */
export function guardKiosk(): void {
  for (const kind of ['contextmenu', 'selectstart', 'dragstart', 'gesturestart']) {
    document.addEventListener(kind, (event) => event.preventDefault());
  }
  const refuseZoom = (event: WheelEvent) => {
    if (event.ctrlKey) event.preventDefault();
  };
  document.addEventListener('wheel', refuseZoom, { passive: false });
  document.addEventListener('visibilitychange', () => void stayAwake());
  void stayAwake();
}

/** Not every device has a wake lock, and none gives one to a hidden page. */
async function stayAwake(): Promise<void> {
  if (document.visibilityState !== 'visible') return;
  await navigator.wakeLock?.request('screen').catch(() => undefined);
}
