/** Palettes of tokens.css as values, for what is painted outside the style sheet. */
/** Less first. */
export const SEQUENTIAL = [
  { light: '#F6F3D8', dark: '#1B2A31' },
  { light: '#CFE0B8', dark: '#1F4653' },
  { light: '#93C4A4', dark: '#216672' },
  { light: '#57A19A', dark: '#3B8A89' },
  { light: '#2B7C85', dark: '#72AE95' },
  { light: '#1E5768', dark: '#B5CFA0' },
  { light: '#163544', dark: '#F4EDBE' },
] as const;

/** Less to more of a change, none in the middle. */
export const DIVERGING = [
  { light: '#8A5112', dark: '#C98A3C' },
  { light: '#BC8545', dark: '#A87B48' },
  { light: '#E0C9A6', dark: '#6F6047' },
  { light: '#EEF0EF', dark: '#3A4549' },
  { light: '#A9D3CC', dark: '#2F6B68' },
  { light: '#4C9F97', dark: '#2E9990' },
  { light: '#0B6159', dark: '#5FD0BF' },
] as const;

/** For what has no order; a seventh is one of the rest. */
export const CATEGORICAL = [
  { light: '#8B682A', dark: '#F1BB4F' },
  { light: '#264F7E', dark: '#83B7F8' },
  { light: '#9676C2', dark: '#9A86C4' },
  { light: '#67A07F', dark: '#B9E3B2' },
  { light: '#823D2F', dark: '#CC6B62' },
  { light: '#007482', dark: '#64E7FA' },
] as const;
