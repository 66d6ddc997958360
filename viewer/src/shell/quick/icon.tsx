/** One family of icons: a box of 20, strokes of 1.5 with round ends. */
const PATHS = {
  eye: 'M1.8 10S5 4.6 10 4.6 18.2 10 18.2 10 15 15.4 10 15.4 1.8 10 1.8 10Z M10 7.6a2.4 2.4 0 1 0 0 4.8 2.4 2.4 0 0 0 0-4.8Z',
  'eye-off': 'M3 3l14 14 M6 5.6C7.200 5 8.500 4.600 10 4.600c5 0 8.200 5.400 8.200 5.400s-1 1.800-2.800 3.300 M4.200 7C2.600 8.400 1.800 10 1.800 10S5 15.400 10 15.400c1 0 2-.2 2.800-.5',
  search: 'M8.800 3.200a5.600 5.600 0 1 0 0 11.200 5.600 5.600 0 0 0 0-11.200Z M13 13l4 4', close: 'M5 5l10 10 M15 5L5 15', home: 'M3 9.500 10 3.500l7 6 M5 8.500V16.500h10V8.500',
  plus: 'M10 4v12 M4 10h12', minus: 'M4 10h12', chevron: 'M8 5.500l4.500 4.500L8 14.500', north: 'M10 2.500 14 16.500 10 13.500 6 16.500Z', link: 'M8 12l4-4 M7 9 5 11a2.800 2.800 0 0 0 4 4l2-2 M13 11l2-2a2.800 2.800 0 0 0-4-4L9 7',
  target: 'M10 5.500a4.500 4.500 0 1 0 0 9 4.500 4.500 0 0 0 0-9Z M10 2v4 M10 14v4 M2 10h4 M14 10h4', sun: 'M10 6.500a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7Z M10 1.800v2 M10 16.200v2 M1.800 10h2 M16.200 10h2 M4.200 4.200l1.400 1.400 M14.400 14.400l1.400 1.400 M4.200 15.800l1.400-1.400 M14.400 5.600l1.400-1.400',
  moon: 'M15.800 12.200A6.500 6.500 0 0 1 7.800 4.200 6.500 6.500 0 1 0 15.800 12.200Z', cube: 'M10 2.800 16.500 6.500v7L10 17.200 3.500 13.500v-7Z M3.500 6.500 10 10.200l6.500-3.700 M10 10.200v7', below: 'M2.500 7h15 M5 7v2 M9 7v2 M13 7v2 M3 13h14 M3 15.500h14 M6 13a1.500 1.500 0 0 1 0 2.500',
  cursor: 'M5 3.500l10 5-4.300 1.600L9 14.500Z', ruler: 'M3 13 13 3l4 4L7 17Z M6.500 9.500l1.500 1.500 M9 7l2 2 M11.500 4.500 13 6', up: 'M10 3v14 M6.500 6.500 10 3l3.500 3.500 M6.500 13.500 10 17l3.500-3.500', area: 'M4 5.500 14.500 3.500 16.500 13 8.500 16.500Z',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 18 }: { readonly name: IconName; readonly size?: number }) {
  return <svg width={size} height={size} viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth={1.5} strokeLinecap="round" strokeLinejoin="round" aria-hidden="true"><path d={PATHS[name]} /></svg>;
}
