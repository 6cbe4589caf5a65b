const LOCAL = /^http:\/\/(localhost|127\.0\.0\.1)(:\d{1,5})?$/;

/**
 * May a page of this origin talk to the hub? The terminal's page comes from its agent on
 * localhost; others are named in the configuration. `host` is the request's own Host header: the
 * hub's own pages may always.
 */
export function isAllowedOrigin(
  origin: string,
  host: string | undefined,
  allowed: readonly string[],
): boolean {
  if (LOCAL.test(origin) || allowed.includes(origin)) return true;
  return host !== undefined && (origin === `http://${host}` || origin === `https://${host}`);
}
