/** An answer as files: its own address with `f=`. */

export function ExportLinks({
  address,
  name,
  formats,
}: {
  /** With its query. */
  readonly address: string;
  /** Without an ending. */
  readonly name: string;
  readonly formats: readonly string[];
}) {
  return formats.map((format) => (
    <a
      key={format}
      className="button small"
      href={`${address}&f=${format}`}
      download={`${name}.${ENDINGS[format] ?? format}`}
    >
      {NAMES[format] ?? format.toUpperCase()}
    </a>
  ));
}

const NAMES: Readonly<Record<string, string>> = { geojson: 'GeoJSON', survey: 'CJJ 61' };
/** Where the file ends otherwise than its format is called. */
const ENDINGS: Readonly<Record<string, string>> = { survey: 'zip' };
