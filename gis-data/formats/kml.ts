/** KML 2: placemarks with their names, folders and extended data, one by one. */
import type { FileFacts, Format, SourceItem } from './format.ts';
import { StoreError } from '../store/store-error.ts';
import { XmlStream } from './xml-stream.ts';

const TEXT_LIMIT = 64 * 1024 * 1024;
/** Elements of a placemark whose text is a property. */
const SAID = new Set([
  'name',
  'description',
  'address',
  'phoneNumber',
  'begin',
  'end',
  'when',
  'styleUrl',
  'visibility',
]);
const SIMPLE = new Set(['Point', 'LineString', 'LinearRing', 'Polygon']);

export const kml: Format = {
  id: 'kml',
  title: 'KML',
  recognises: (head) => /<(?:\w+:)?kml[\s>]/.test(head),
  read,
};

type Geometry = { readonly type: string; readonly coordinates: unknown };
type Placemark = {
  readonly line: number;
  readonly key: string | undefined;
  readonly properties: Record<string, unknown>;
  readonly geometries: Geometry[];
};

async function* read(bytes: AsyncIterable<Buffer>): AsyncGenerator<readonly SourceItem[], FileFacts> {
  const document = new KmlDocument();
  const xml = new XmlStream({
    open: (name, attributes) => document.open(name, attributes, xml.line),
    text: (text) => document.text(text),
    close: (name) => document.close(name),
  });
  for await (const chunk of bytes) {
    xml.write(chunk);
    yield document.items.splice(0);
  }
  xml.end();
  if (document.count === 0)
    throw new StoreError(
      'no-features',
      'The file holds no placemarks.',
      'A link to a server holds no data: save what it shows.',
    );
  return { coordinates: 'degrees', notes: [] };
}

class KmlDocument {
  readonly items: SourceItem[] = [];
  count = 0;
  readonly #path: string[] = [];
  /** Names of the folders that are open. */
  readonly #folders: string[] = [];
  #text = '';
  #placemark: Placemark | undefined;
  #field: string | undefined;
  #rings: unknown[][] = [];

  open(name: string, attributes: Readonly<Record<string, string>>, line: number): void {
    this.#path.push(name);
    this.#text = '';
    if (name === 'Folder') this.#folders.push('');
    else if (name === 'Placemark')
      this.#placemark = { line, key: attributes['id'], properties: {}, geometries: [] };
    else if (name === 'Data' || name === 'SimpleData') this.#field = attributes['name'];
    else if (name === 'Polygon') this.#rings = [];
  }

  text(text: string): void {
    if (this.#text.length < TEXT_LIMIT) this.#text += text;
  }

  close(name: string): void {
    this.#path.pop();
    const parent = this.#path.at(-1);
    const placemark = this.#placemark;
    if (placemark) this.#closeWithin(placemark, name, parent);
    else if (name === 'name' && parent === 'Folder') this.#folders.splice(-1, 1, this.#text.trim());
    if (name === 'Folder') this.#folders.pop();
    this.#text = '';
  }

  #closeWithin(placemark: Placemark, name: string, parent: string | undefined): void {
    const { properties, geometries } = placemark;
    if (name === 'Placemark') this.#finish(placemark);
    else if (name === 'coordinates' && parent !== undefined && SIMPLE.has(parent)) {
      const positions = positionsOf(this.#text);
      if (parent === 'Point') geometries.push({ type: 'Point', coordinates: positions[0] ?? [] });
      else if (parent === 'LineString') geometries.push({ type: 'LineString', coordinates: positions });
      else if (this.#path.includes('Polygon')) this.#rings.push(positions);
      else geometries.push({ type: 'LineString', coordinates: positions });
    } else if (name === 'Polygon') geometries.push({ type: 'Polygon', coordinates: this.#rings });
    else if ((name === 'value' && parent === 'Data') || name === 'SimpleData') {
      if (this.#field !== undefined) properties[this.#field] = this.#text.trim();
    } else if (SAID.has(name) && this.#text.trim() !== '') properties[name] = this.#text.trim();
  }

  #finish({ line, key, properties, geometries }: Placemark): void {
    this.#placemark = undefined;
    this.count++;
    const folder = this.#folders.filter((name) => name !== '').join('/');
    this.items.push({
      feature: {
        place: `placemark ${this.count}, line ${line}`,
        ...(key !== undefined && { key }),
        geometry: joined(geometries),
        properties: { ...(folder !== '' && { folder }), ...properties },
      },
    });
  }
}

/** `longitude,latitude[,height]`, apart by white space. */
function positionsOf(text: string): number[][] {
  return text
    .trim()
    .split(/\s+/)
    .filter(Boolean)
    .map((position) => position.split(',').map(Number));
}

function joined(geometries: readonly Geometry[]): unknown {
  const [first, ...others] = geometries;
  if (!first || others.length === 0) return first ?? null;
  return others.every(({ type }) => type === first.type)
    ? { type: `Multi${first.type}`, coordinates: geometries.map(({ coordinates }) => coordinates) }
    : { type: 'GeometryCollection', geometries };
}
