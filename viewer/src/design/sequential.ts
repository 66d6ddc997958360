/** The sequential palette of tokens.css as values, for what is painted outside the style sheet: less first. */
export const SEQUENTIAL = [
  { light: '#F6F3D8', dark: '#1B2A31' },
  { light: '#CFE0B8', dark: '#1F4653' },
  { light: '#93C4A4', dark: '#216672' },
  { light: '#57A19A', dark: '#3B8A89' },
  { light: '#2B7C85', dark: '#72AE95' },
  { light: '#1E5768', dark: '#B5CFA0' },
  { light: '#163544', dark: '#F4EDBE' },
] as const;
