/** Decoded vector tiles of the city's collections, read once and kept while they are used. Runs in the painting worker. */
import { tileVersion, vectorTileBox, type Change } from '@twin/gis-data/tile-version.ts';
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { getBytes, getJson } from '../../http.ts';
import { hasItem, type ItemSet } from '../../state/item-set.ts';
import { extentOf, overlaps, tileKey, tilesAround, type Extent, type TileAddress } from './tile-grid.ts';

export type TileFeature = {
  readonly gid: number;
  readonly type: 'point' | 'line' | 'polygon';
  /** x0, y0, x1, y1 … in the tile's units, y downwards; closed rings end without repeating their first point. */
  readonly parts: readonly Float32Array[];
  /** Left, top, right, bottom in the tile's units. */
  readonly box: readonly [number, number, number, number];
  readonly properties: Readonly<Record<string, string | number | boolean>>;
};
export type DataTile = {
  readonly address: TileAddress;
  readonly units: number;
  readonly features: readonly TileFeature[];
};

/** `bounds` is undefined for a collection without items. */
export type CollectionTiles = {
  readonly minZoom: number;
  readonly maxZoom: number;
  readonly bounds: Extent | undefined;
  readonly changes: readonly Change[];
};

/** Tiles kept decoded; a tile of the demo is some tens of kB. */
const KEPT_TILES = 600;
/** Deeper tiles would be read for nothing: a unit of this zoom is 15 cm on the ground in Hainan. */
const FINEST_ZOOM = 16;
const KINDS = { 1: 'point', 2: 'line', 3: 'polygon' } as const;

export class VectorTileStore {
  readonly #tiles = new Map<string, Promise<DataTile>>();
  readonly #collections = new Map<string, Promise<CollectionTiles>>();
  /** What filters leave of collections, and tiles with nothing else in them. */
  readonly #only = new Map<
    string,
    { readonly items: ItemSet; readonly tiles: WeakMap<DataTile, DataTile> }
  >();
  #catalogue: Promise<ReadonlyMap<string, Extent | undefined>> | undefined;

  /** Zooms, extent and changes of a collection's tiles. */
  collection(id: string): Promise<CollectionTiles> {
    this.#catalogue ??= getJson('/api/layers', catalogueOf).catch((error: unknown) => {
      this.#catalogue = undefined;
      throw error;
    });
    const catalogue = this.#catalogue;
    return remember(this.#collections, id, async () => {
      const [told, extents] = await Promise.all([getJson(`/tiles/${id}`, tileJsonOf), catalogue]);
      return {
        ...told,
        maxZoom: Math.min(told.maxZoom, FINEST_ZOOM),
        bounds: extents.get(id),
      };
    });
  }

  /**
   * The tiles that cover a painted tile and a margin around it, at its own zoom or the nearest that the collection
   * has within `zooms`; none below the collection's first zoom.
   */
  async around(
    id: string,
    painted: TileAddress,
    marginPixels = 0,
    zooms: { min?: number; max?: number } = {},
  ): Promise<DataTile[]> {
    const collection = await this.collection(id);
    const { minZoom, maxZoom, bounds } = collection;
    const z = Math.min(Math.max(painted.z, zooms.min ?? 0), maxZoom, zooms.max ?? maxZoom);
    if (z < minZoom || !bounds) return [];
    const needed = tilesAround(painted, z, marginPixels).filter((tile) => overlaps(extentOf(tile), bounds));
    const tiles = await Promise.all(needed.map((tile) => this.#tile(id, tile, collection)));
    return tiles.map((tile) => this.#left(id, tile));
  }

  /** From now on tiles of the collection hold only these items; null: all. */
  only(id: string, items: ItemSet | null): void {
    if (items) this.#only.set(id, { items, tiles: new WeakMap() });
    else this.#only.delete(id);
  }

  /** After an edit: asks where the collection has changed. The tiles that it did not touch keep their name. */
  refresh(id: string): void {
    this.#catalogue = undefined;
    this.#collections.delete(id);
  }

  #left(id: string, tile: DataTile): DataTile {
    const only = this.#only.get(id);
    if (!only) return tile;
    const known = only.tiles.get(tile) ?? {
      ...tile,
      features: tile.features.filter(({ gid }) => hasItem(only.items, gid)),
    };
    only.tiles.set(tile, known);
    return known;
  }

  #tile(id: string, address: TileAddress, { changes }: CollectionTiles): Promise<DataTile> {
    // Named by its version a tile may be kept for ever, here and by the browser.
    const name = `${id}/${tileKey(address)}?r=${tileVersion(changes, vectorTileBox(address))}`;
    const kept = remember(this.#tiles, name, async () => {
      const bytes = await getBytes(`/tiles/${name}`);
      return bytes ? decodeTile(bytes, id, address) : { address, units: 4096, features: [] };
    });
    // Most recently used last.
    this.#tiles.delete(name);
    this.#tiles.set(name, kept);
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
      return Float32Array.from(
        (closed ? points.slice(0, -1) : points).flatMap((point) => [point.x, point.y]),
      );
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

function tileJsonOf(value: unknown): Pick<CollectionTiles, 'minZoom' | 'maxZoom' | 'changes'> {
  const [minZoom, maxZoom] = [member(value, 'minzoom'), member(value, 'maxzoom')];
  if (typeof minZoom !== 'number' || typeof maxZoom !== 'number')
    throw new Error('the TileJSON names no zooms');
  const changes = member(value, 'changes');
  if (!Array.isArray(changes)) throw new Error('the TileJSON names no changes');
  return { minZoom, maxZoom, changes: changes.map(changeOf) };
}

function changeOf(value: unknown): Change {
  const [revision, boxes] = [member(value, 'revision'), member(value, 'boxes')];
  if (typeof revision !== 'number') throw new Error('a change has no revision');
  const extents = Array.isArray(boxes) ? boxes.map(extentIn).filter((extent) => extent !== undefined) : null;
  return { revision, boxes: extents };
}

function catalogueOf(value: unknown): ReadonlyMap<string, Extent | undefined> {
  const layers = member(value, 'layers');
  if (!Array.isArray(layers)) throw new Error('the answer lists no layers');
  return new Map(
    layers.map((layer: unknown) => [String(member(layer, 'id')), extentIn(member(layer, 'extent'))]),
  );
}

function extentIn(value: unknown): Extent | undefined {
  const isExtent =
    Array.isArray(value) && value.length === 4 && value.every((side) => typeof side === 'number');
  return isExtent ? (value as unknown as Extent) : undefined;
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
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
