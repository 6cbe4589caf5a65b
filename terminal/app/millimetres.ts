/** From now on a millimetre of the style sheet is one of this device; null for the usual one. */
export function showInMm(pixelsPerMm: number | null): void {
  const { style } = document.documentElement;
  if (pixelsPerMm === null) style.removeProperty('--mm');
  else style.setProperty('--mm', `${pixelsPerMm}px`);
}
