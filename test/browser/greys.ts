/** In the page: pixels that are not grey, and for each pair of pictures the share that differs. */
export async function greysOf(pictures: string[]) {
  const greys = [];
  let colours = 0;
  for (const picture of pictures) {
    const image = await createImageBitmap(
      new Blob([Uint8Array.fromBase64(picture)], { type: 'image/png' }),
    );
    const context = new OffscreenCanvas(100, 100).getContext('2d');
    if (context === null) throw new Error('no canvas');
    context.drawImage(image, 0, 0, 100, 100);
    const { data } = context.getImageData(0, 0, 100, 100);
    const grey: number[] = [];
    for (let at = 0; at < data.length; at += 4) {
      const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
      if (Math.max(red, green, blue) - Math.min(red, green, blue) > 8) colours++;
      grey.push(green);
    }
    greys.push(grey);
  }
  const differences: number[] = [];
  for (const [i, one] of greys.entries()) {
    for (const other of greys.slice(i + 1)) {
      const differing = one.filter((value, at) => Math.abs(value - (other[at] ?? 0)) > 64);
      differences.push(differing.length / one.length);
    }
  }
  return { colours, differences };
}
