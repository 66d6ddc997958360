import { ProtobufWriter } from '../protobuf-writer.ts';
import type { TileAddress } from '../tile-row.ts';
import { forEachPathBetween, type GeometryKind } from '../wkb.ts';
import { TilePath } from './tile-path.ts';
import { TileProjection } from './tile-projection.ts';

/** Units on a side of a tile. */
export const EXTENT = 4096;
/** Kept around a tile so that strokes and outlines have no seams, in tile units. */
const BUFFER = 96;
/** Deviation that is allowed, in tile units: below half a pixel of a 512 px tile. */
const TOLERANCE = 3;
/** Polygons smaller than this are dropped, in square tile units: under a quarter of a pixel. */
const SMALLEST_AREA = 16;

/** Of the specification's chapter 4.3. */
const MOVE_TO = 1;
const LINE_TO = 2;
const CLOSE_PATH = 7;

/** Writes the commands of geometries from their WKB: projected, clipped, simplified. */
export class GeometryWriter {
  readonly #path = new TilePath(EXTENT, BUFFER);
  readonly #commands: ProtobufWriter;
  readonly #projection: TileProjection;
  #cursorX = 0;
  #cursorY = 0;
  #points: number[] = [];

  constructor(address: TileAddress, commands: ProtobufWriter) {
    this.#projection = new TileProjection(address, EXTENT);
    this.#commands = commands;
  }

  /**
   * @param view in which its WKB lies, from one place to another
   * @returns what it is, or undefined when nothing of it lies in the tile
   */
  write(view: DataView, from: number, to: number): GeometryKind | undefined {
    const before = this.#commands.length;
    this.#points = [];
    this.#cursorX = 0;
    this.#cursorY = 0;
    /** A polygon whose outer ring is too small takes its holes with it. */
    let hasOuter = false;
    const kind = forEachPathBetween(view, from, to, (path) => {
      this.#path.project(path, this.#projection);
      switch (path.kind) {
        case 'point':
          this.#point();
          break;
        case 'line':
          this.#path.clipLine(() => this.#line());
          break;
        case 'polygon':
          if (path.ring === 0) hasOuter = this.#ring(true);
          else if (hasOuter) this.#ring(false);
          break;
      }
    });
    if (this.#points.length > 0) this.#writePoints();
    return this.#commands.length > before ? kind : undefined;
  }

  #point(): void {
    const [x, y] = this.#path.first();
    if (x >= 0 && x < EXTENT && y >= 0 && y < EXTENT) this.#points.push(Math.round(x), Math.round(y));
  }

  /** All points of a feature are one command. */
  #writePoints(): void {
    this.#commands.varint(((this.#points.length / 2) << 3) | MOVE_TO);
    for (let index = 0; index < this.#points.length; index += 2)
      this.#step(this.#points[index] ?? 0, this.#points[index + 1] ?? 0);
  }

  #line(): void {
    this.#path.simplify(TOLERANCE);
    const count = this.#path.round(false);
    if (count >= 2) this.#writePath(count, false);
  }

  /** @returns whether anything of it is there */
  #ring(isOuter: boolean): boolean {
    this.#path.clipRing();
    this.#path.simplify(TOLERANCE);
    const count = this.#path.round(true);
    const area = count < 3 ? 0 : this.#path.roundedArea();
    if (Math.abs(area) < SMALLEST_AREA) return false;
    // With y downwards an outer ring has positive area, a hole negative.
    this.#writePath(count, true, isOuter !== area > 0);
    return true;
  }

  #writePath(count: number, close: boolean, backwards = false): void {
    const { x, y } = this.#path;
    for (let index = 0; index < count; index++) {
      if (index === 0) this.#commands.varint((1 << 3) | MOVE_TO);
      if (index === 1) this.#commands.varint(((count - 1) << 3) | LINE_TO);
      const at = backwards ? count - 1 - index : index;
      this.#step(x[at] ?? 0, y[at] ?? 0);
    }
    if (close) this.#commands.varint((1 << 3) | CLOSE_PATH);
  }

  #step(x: number, y: number): void {
    this.#commands.varint(zigzag(x - this.#cursorX));
    this.#commands.varint(zigzag(y - this.#cursorY));
    this.#cursorX = x;
    this.#cursorY = y;
  }
}

function zigzag(value: number): number {
  return ((value << 1) ^ (value >> 31)) >>> 0;
}
