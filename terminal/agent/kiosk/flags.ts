/**
 * How a browser becomes a screen. Never `--incognito`: it wipes the outbox. The profile is a folder
 * of its own, for the same reason.
 */
export function kioskFlags(url: string, profileFolder: string): string[] {
  return [
    '--kiosk',
    '--noerrdialogs',
    '--disable-session-crashed-bubble',
    '--hide-crash-restore-bubble',
    '--disable-pinch',
    '--overscroll-history-navigation=0',
    '--autoplay-policy=no-user-gesture-required',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-component-update',
    '--disable-background-networking',
    '--disable-sync',
    `--user-data-dir=${profileFolder}`,
    url,
  ];
}
