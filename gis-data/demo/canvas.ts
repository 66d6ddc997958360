/** A raster of codes over the district, on which rings and discs are painted. Row 0 is the northernmost. */
import type { Point } from './frame.ts';
import { must } from './line.ts';
import { boundsOf, type Ring } from './polygon.ts';

/** What the district's rasters cover, in its frame. */
export const EXTENT = { west: -200, south: -300, east: 3200, north: 2900 } as const;

export class Canvas {
  readonly width: number;
  readonly height: number;
  readonly cells: Uint8Array;
  readonly #cellMetres: number;

  constructor(cellMetres: number) {
    this.#cellMetres = cellMetres;
    this.width = Math.round((EXTENT.east - EXTENT.west) / cellMetres);
    this.height = Math.round((EXTENT.north - EXTENT.south) / cellMetres);
    this.cells = new Uint8Array(this.width * this.height);
  }

  /** Cells whose middle lies in an odd number of the rings: a ring and its holes, or rings that do not touch. */
  fill(rings: readonly Ring[], code: number): void {
    const size = this.#cellMetres;
    const bounds = rings.map((ring) => boundsOf(ring));
    const top = Math.max(0, Math.floor((EXTENT.north - Math.max(...bounds.map(({ maxY }) => maxY))) / size));
    const bottom = Math.min(this.height - 1, Math.ceil((EXTENT.north - Math.min(...bounds.map(({ minY }) => minY))) / size));
    for (let row = top; row <= bottom; row++) {
      const y = EXTENT.north - (row + 0.5) * size;
      const hits = rings.flatMap((ring) => crossingsAt(ring, y)).toSorted((a, b) => a - b);
      for (let index = 0; index + 1 < hits.length; index += 2) {
        const from = Math.max(0, Math.ceil((must(hits[index]) - EXTENT.west) / size - 0.5));
        const to = Math.min(this.width - 1, Math.floor((must(hits[index + 1]) - EXTENT.west) / size - 0.5));
        if (to >= from) this.cells.fill(code, row * this.width + from, row * this.width + to + 1);
      }
    }
  }

  disc([x, y]: Point, radiusMetres: number, code: number): void {
    const size = this.#cellMetres;
    const [column, row] = [(x - EXTENT.west) / size - 0.5, (EXTENT.north - y) / size - 0.5];
    const reach = radiusMetres / size;
    for (let r = Math.max(0, Math.ceil(row - reach)); r <= Math.min(this.height - 1, row + reach); r++) {
      for (let c = Math.max(0, Math.ceil(column - reach)); c <= Math.min(this.width - 1, column + reach); c++) {
        if ((c - column) ** 2 + (r - row) ** 2 <= reach * reach) this.cells[r * this.width + c] = code;
      }
    }
  }
}

function crossingsAt(ring: Ring, y: number): number[] {
  const hits: number[] = [];
  let from = must(ring.at(-1));
  for (const to of ring) {
    if (to[1] > y !== from[1] > y) hits.push(from[0] + ((to[0] - from[0]) * (y - from[1])) / (to[1] - from[1]));
    from = to;
  }
  return hits;
}
