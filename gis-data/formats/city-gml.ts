/**
 * CityGML 2.0 (and 1.0) buildings, PLATEAU's with i-UR among them: footprint, height and attributes, building by
 * building, in one pass. A building of parts is one feature; of several levels of detail the finest is taken.
 */
import { StoreError } from '../store/store-error.ts';
import type { FileFacts, Format, SourceItem } from './format.ts';
import { solidToFootprint, type Surface, type Vertex } from './solid-to-footprint.ts';
import { XmlStream } from './xml-stream.ts';

/** Geographic systems whose first axis is the latitude, as EPSG defines them and CityGML obeys. */
const LATITUDE_FIRST: ReadonlySet<string> = new Set(['4326', '4979', '4490', '4480', '4258', '6668', '6697']);
const METRES_PER_DEGREE = 111_320;
/** Text of one element: coordinates of some hundred thousand vertices. */
const TEXT_LIMIT = 16 * 1024 * 1024;
const SURFACES_LIMIT = 200_000;
const SURFACES_LOST =
  'of each building its footprint, foot and height are kept; the single surfaces of walls and roofs are not';
/** Elements of coordinates and of what is about other things. */
const NO_PROPERTY: ReadonlySet<string> = new Set(['posList', 'pos', 'lowerCorner', 'upperCorner', 'value']);

export const cityGml: Format = {
  id: 'city-gml',
  title: 'CityGML',
  recognises: (head) => /<(?:\w+:)?CityModel[\s>]/.test(head),
  read,
};

async function* read(bytes: AsyncIterable<Buffer>): AsyncGenerator<readonly SourceItem[], FileFacts> {
  const model = new CityModel();
  const xml = new XmlStream({
    open: (name, attributes) => model.open(name, attributes, xml.line),
    text: (text) => model.text(text),
    close: (name) => model.close(name),
  });
  for await (const chunk of bytes) {
    xml.write(chunk);
    yield model.items.splice(0);
  }
  xml.end();
  return model.facts();
}

type Building = {
  readonly id: string | undefined;
  readonly line: number;
  readonly properties: Record<string, unknown>;
  /** By level of detail. */
  readonly surfaces: Map<number, Surface[]>;
};

class CityModel {
  readonly items: SourceItem[] = [];
  readonly #path: string[] = [];
  #text = '';
  #building: Building | undefined;
  #depth = 0;
  #attribute: string | undefined;
  #rings: Vertex[][] = [];
  #surfaces = 0;
  #code: string | undefined;
  #buildings = 0;
  readonly #others = new Map<string, number>();

  facts(): FileFacts {
    const others = [...this.#others].map(([kind, count]) => `${count} ${kind}`).join(', ');
    if (this.#buildings === 0)
      throw new StoreError(
        'no-features',
        `The file holds no buildings${others === '' ? '' : `, but ${others}`}.`,
        'Only buildings are taken from CityGML.',
      );
    return {
      coordinates: 'unknown',
      ...(this.#code !== undefined && { crs: `EPSG:${this.#code}` }),
      notes: [
        SURFACES_LOST,
        ...(others === '' ? [] : [`passed over, because they are no buildings: ${others}`]),
      ],
    };
  }

  open(local: string, attributes: Readonly<Record<string, string>>, line: number): void {
    const parent = this.#path.at(-1);
    this.#path.push(local);
    this.#text = '';
    this.#code ??= /EPSG[:/][\d.]*[:/](\d{4,6})$/i.exec(attributes['srsName'] ?? '')?.[1];
    if (parent === 'cityObjectMember') {
      if (local === 'Building') {
        this.#building = {
          id: attributes['gml:id'],
          line: line,
          properties: {},
          surfaces: new Map(),
        };
        this.#depth = this.#path.length;
        this.#surfaces = 0;
      } else this.#others.set(local, (this.#others.get(local) ?? 0) + 1);
    }
    if (local === 'Polygon') this.#rings = [];
    if (/^(?:string|int|double|measure|date|uri)Attribute$/.test(local)) this.#attribute = attributes['name'];
  }

  text(text: string): void {
    if (this.#building && this.#text.length < TEXT_LIMIT) this.#text += text;
  }

  close(local: string): void {
    const building = this.#building;
    if (building) {
      if (local === 'posList') this.#rings.push(this.#ring());
      else if (local === 'Polygon') this.#polygon(building);
      else if (local === 'value' && this.#attribute !== undefined) this.#property(building, this.#attribute);
      else if (!NO_PROPERTY.has(local)) this.#property(building, local);
      if (local === 'Building' && this.#path.length === this.#depth) this.#finish(building);
    }
    this.#text = '';
    this.#path.pop();
  }

  /** What an element of text says, where it is the first of its name: a part repeats what its building says. */
  #property({ properties }: Building, name: string): void {
    const text = this.#text.trim();
    if (text !== '') properties[name] ??= text;
  }

  #ring(): Vertex[] {
    const numbers = this.#text.trim().split(/\s+/).map(Number);
    const swapped = LATITUDE_FIRST.has(this.#code ?? '');
    const ring: Vertex[] = [];
    for (let at = 0; at + 2 < numbers.length; at += 3) {
      const [x = Number.NaN, y = Number.NaN, z = Number.NaN] = numbers.slice(at, at + 3);
      ring.push(swapped ? [y, x, z] : [x, y, z]);
    }
    return ring;
  }

  #polygon({ surfaces }: Building): void {
    const level = Number(this.#path.map((name) => /^lod(\d)/.exec(name)?.[1]).find(Boolean) ?? 0);
    if (this.#rings.length === 0 || ++this.#surfaces > SURFACES_LIMIT) return;
    const ground = this.#path.includes('GroundSurface') || this.#path.includes('lod0FootPrint');
    const known = surfaces.get(level);
    const surface = { rings: this.#rings, ground };
    if (known) known.push(surface);
    else surfaces.set(level, [surface]);
  }

  #finish({ id, line, properties, surfaces }: Building): void {
    this.#building = undefined;
    this.#buildings++;
    const place = `${id ?? 'building'}, line ${line}`;
    const finest = surfaces.get(Math.max(...surfaces.keys())) ?? [];
    const footprint = solidToFootprint(finest, LATITUDE_FIRST.has(this.#code ?? '') ? METRES_PER_DEGREE : 1);
    this.items.push(
      footprint
        ? {
            feature: {
              place,
              ...(id !== undefined && { key: id }),
              collection: 'buildings',
              geometry: footprint.geometry,
              properties: {
                ...properties,
                ground_elevation_metres: footprint.baseMetres,
                // A measured height is the author's; of a footprint alone there is none.
                ...(footprint.heightMetres > 0 && { height_metres: footprint.heightMetres }),
              },
            },
          }
        : { rejection: { place, code: 'geometry-missing', reason: 'it has no surface that covers ground' } },
    );
  }
}
