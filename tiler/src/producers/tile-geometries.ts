import { ProtobufWriter } from '../protobuf-writer.ts';
import type { TileAddress } from '../tile-row.ts';
import type { GeometryKind } from '../wkb.ts';
import { GeometryWriter } from './geometry-writer.ts';

/** By their number in the specification, chapter 4.3.4; 0 for what does not lie in the tile. */
const KINDS: readonly (GeometryKind | undefined)[] = [undefined, 'point', 'line', 'polygon'];

/**
 * Geometries as the commands of one tile, in the order in which they were added. They are most of what a tile costs, and
 * ask for nothing but themselves: so they can be made while the rows still come.
 */
export class TileGeometries {
  readonly #writer: GeometryWriter;
  readonly #commands = new ProtobufWriter();
  readonly #kinds: number[] = [];
  /** Where the commands of each end; they begin where those before them end. */
  readonly #ends: number[] = [];

  constructor(address: TileAddress) {
    this.#writer = new GeometryWriter(address, this.#commands);
  }

  get count(): number {
    return this.#kinds.length;
  }

  /**
   * @param view in which its WKB lies, from one place to another
   * @throws RangeError for WKB that ends early
   */
  add(view: DataView, from: number, to: number): void {
    this.#kinds.push(KINDS.indexOf(this.#writer.write(view, from, to)));
    this.#ends.push(this.#commands.length);
  }

  /** @returns the number of its kind; 0 when nothing of it lies in the tile */
  kindOf(index: number): number {
    return this.#kinds[index] ?? 0;
  }

  writeTo(out: ProtobufWriter, field: number, index: number): void {
    out.partField(field, this.#commands, this.#ends[index - 1] ?? 0, this.#ends[index] ?? 0);
  }
}
