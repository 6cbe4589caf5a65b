/** Screens of the field and their pixels' size: 7", 10.1" both ways, a kiosk of 32" (field.md). */
export const SIZES = [
  { width: 1024, height: 600, mmPerPixel: 0.15 },
  { width: 1280, height: 800, mmPerPixel: 0.17 },
  { width: 800, height: 1280, mmPerPixel: 0.17 },
  { width: 1080, height: 1920, mmPerPixel: 0.369 },
] as const;
