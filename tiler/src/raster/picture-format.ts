/** Formats of pictures: the ending of their address, and their media type. */
export const PICTURE_TYPES = { webp: 'image/webp', png: 'image/png' } as const;
export type PictureFormat = keyof typeof PICTURE_TYPES;

export function isPictureFormat(text: string): text is PictureFormat {
  return Object.hasOwn(PICTURE_TYPES, text);
}
