/** Decoded vector tiles of the city's collections, read once and kept while they are used. Runs in the painting worker. */
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { getBytes, getJson } from '../../http.ts';
import { ancestorAt, extentOf, overlaps, tileKey, tilesAround, type Extent, type TileAddress } from './tile-grid.ts';

export type TileFeature = {
  readonly gid: number;
  readonly type: 'point' | 'line' | 'polygon';
  /** x0, y0, x1, y1 … in the tile's units, y downwards; closed rings end without repeating their first point. */
  readonly parts: readonly Float32Array[];
  /** Left, top, right, bottom in the tile's units. */
  readonly box: readonly [number, number, number, number];
  readonly properties: Readonly<Record<string, string | number | boolean>>;
};
export type DataTile = { readonly address: TileAddress; readonly units: number; readonly features: readonly TileFeature[] };

export type CollectionTiles = { readonly minZoom: number; readonly maxZoom: number; readonly bounds: Extent };

/** Tiles kept decoded; a tile of the demo is some tens of kB. */
const KEPT_TILES = 600;
const KINDS = { 1: 'point', 2: 'line', 3: 'polygon' } as const;
const WORLD: Extent = [-180, -90, 180, 90];

export class VectorTileStore {
  readonly #tiles = new Map<string, Promise<DataTile>>();
  readonly #collections = new Map<string, Promise<CollectionTiles>>();
  readonly #revisions = new Map<string, number>();

  /** Zooms and extent of a collection's tiles. */
  collection(id: string): Promise<CollectionTiles> {
    return remember(this.#collections, id, () => getJson(`/tiles/${id}`, tileJsonOf));
  }

  /**
   * The tiles that cover a painted tile and a margin around it, at its own zoom or the nearest that the collection
   * has within `zooms`; none below the collection's first zoom.
   */
  async around(id: string, painted: TileAddress, marginPixels = 0, zooms: { min?: number; max?: number } = {}): Promise<DataTile[]> {
    const { minZoom, maxZoom, bounds } = await this.collection(id);
    const z = Math.min(Math.max(painted.z, zooms.min ?? 0), maxZoom, zooms.max ?? maxZoom);
    if (z < minZoom) return [];
    const needed = tilesAround(painted, z, marginPixels).filter((tile) => overlaps(extentOf(tile), bounds));
    return Promise.all(needed.map((tile) => this.#tile(id, ancestorAt(tile, maxZoom))));
  }

  /** Forgets a collection after an edit; `revision` keeps the browser's cache from answering with the old one. */
  refresh(id: string, revision: number): void {
    this.#revisions.set(id, revision);
    this.#collections.delete(id);
    for (const key of this.#tiles.keys()) if (key.startsWith(`${id}/`)) this.#tiles.delete(key);
  }

  #tile(id: string, address: TileAddress): Promise<DataTile> {
    const key = `${id}/${tileKey(address)}`;
    const revision = this.#revisions.get(id);
    const kept = remember(this.#tiles, key, async () => {
      const bytes = await getBytes(`/tiles/${key}${revision === undefined ? '' : `?r=${revision}`}`);
      return bytes ? decodeTile(bytes, id, address) : { address, units: 4096, features: [] };
    });
    // Most recently used last.
    this.#tiles.delete(key);
    this.#tiles.set(key, kept);
    const oldest = this.#tiles.keys().next().value;
    if (this.#tiles.size > KEPT_TILES && oldest !== undefined) this.#tiles.delete(oldest);
    return kept;
  }
}

export function decodeTile(bytes: ArrayBuffer, layerName: string, address: TileAddress): DataTile {
  const layer = new VectorTile(new PbfReader(new Uint8Array(bytes))).layers[layerName];
  if (!layer) return { address, units: 4096, features: [] };
  const features: TileFeature[] = [];
  for (let i = 0; i < layer.length; i++) {
    const feature = layer.feature(i);
    if (feature.type === 0) continue;
    const type = KINDS[feature.type];
    const parts = feature.loadGeometry().map((points) => {
      const first = points[0];
      const last = points.at(-1);
      const closed = type === 'polygon' && points.length > 1 && first?.x === last?.x && first?.y === last?.y;
      return Float32Array.from((closed ? points.slice(0, -1) : points).flatMap((point) => [point.x, point.y]));
    });
    features.push({ gid: feature.id ?? -1, type, parts, box: boxOf(parts), properties: feature.properties });
  }
  return { address, units: layer.extent, features };
}

function boxOf(parts: readonly Float32Array[]): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const part of parts) {
    for (let i = 0; i < part.length; i += 2) {
      const [x, y] = [part[i] as number, part[i + 1] as number];
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    }
  }
  return box;
}

function tileJsonOf(value: unknown): CollectionTiles {
  const read = (key: string): unknown => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined);
  const [minZoom, maxZoom, bounds] = [read('minzoom'), read('maxzoom'), read('bounds')];
  if (typeof minZoom !== 'number' || typeof maxZoom !== 'number') throw new Error('the TileJSON names no zooms');
  const isExtent = Array.isArray(bounds) && bounds.length === 4 && bounds.every((side) => typeof side === 'number');
  return { minZoom, maxZoom, bounds: isExtent ? (bounds as unknown as Extent) : WORLD };
}

/** A failed attempt is not remembered, so that the next one may succeed. */
function remember<T>(kept: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const known = kept.get(key);
  if (known) return known;
  const made = make();
  kept.set(key, made);
  made.catch(() => kept.delete(key));
  return made;
}
