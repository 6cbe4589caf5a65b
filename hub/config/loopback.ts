/** Is this an address (or the name) of the machine itself? */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** Does this address lead to the machine itself? A URL writes IPv6 in brackets. */
export function leadsToLoopback(url: string): boolean {
  return isLoopback(new URL(url).hostname.replace(/^\[(.*)\]$/, '$1'));
}
