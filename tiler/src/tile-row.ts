/** One feature on its way into a tile. */
export type TileRow = {
  readonly gid: number;
  readonly id: string;
  /** ISO WKB or EWKB, EPSG:4490. */
  readonly wkb: Uint8Array;
  readonly properties: Readonly<Record<string, unknown>>;
};

/** A vector tile address in WebMercatorQuad, or a cell of the geographic quadtree of 3D content. */
export type TileAddress = { readonly z: number; readonly x: number; readonly y: number };
