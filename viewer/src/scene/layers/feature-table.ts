/**
 * What the shaders of one collection know of each feature, as a texture that is read by the feature's index (gid):
 * one byte, the place of its colour in the palette; 0 is the neutral one.
 */
import {
  PixelDatatype,
  PixelFormat,
  TextureMagnificationFilter,
  TextureMinificationFilter,
  TextureUniform,
} from '../../cesium.ts';

/** Texels in a row; the shader finds a feature at (gid mod this, gid ÷ this). */
export const TABLE_WIDTH = 1024;
/** A gid beyond this is not in the table and drawn as unknown: 4 million features a collection. */
const MOST_ROWS = 4096;

/** GLSL: place of a feature's colour in `u_palette`, from `u_table`. */
export const TABLE_GLSL = /* glsl */ `
int placeOf(int gid) {
  ivec2 size = textureSize(u_table, 0);
  ivec2 at = ivec2(gid % ${TABLE_WIDTH}, gid / ${TABLE_WIDTH});
  return at.y < size.y ? int(texelFetch(u_table, at, 0).r * 255.0 + 0.5) : 0;
}
`;

export class FeatureTable {
  #places = new Uint8Array(TABLE_WIDTH);
  #changed = true;

  put(gid: number, place: number): void {
    const row = Math.floor(gid / TABLE_WIDTH);
    if (gid < 0 || row >= MOST_ROWS) return;
    if ((row + 1) * TABLE_WIDTH > this.#places.length) this.#grow(row + 1);
    if (this.#places[gid] === place) return;
    this.#places[gid] = place;
    this.#changed = true;
  }

  at(gid: number): number {
    return this.#places[gid] ?? 0;
  }

  /** True when something was put since the last texture was made. */
  get changed(): boolean {
    return this.#changed;
  }

  /** A texture of the present content. */
  texture(): TextureUniform {
    this.#changed = false;
    return textureOf(this.#places, TABLE_WIDTH, PixelFormat.RED);
  }

  #grow(rows: number): void {
    const larger = new Uint8Array(Math.min(MOST_ROWS, 2 ** Math.ceil(Math.log2(rows))) * TABLE_WIDTH);
    larger.set(this.#places);
    this.#places = larger;
  }
}

/** Bytes as a texture that is read texel by texel. */
export function textureOf(bytes: Uint8Array, width: number, pixelFormat: PixelFormat): TextureUniform {
  const channels = pixelFormat === PixelFormat.RED ? 1 : 4;
  return new TextureUniform({
    typedArray: bytes,
    width,
    height: bytes.length / channels / width,
    pixelFormat,
    pixelDatatype: PixelDatatype.UNSIGNED_BYTE,
    repeat: false,
    minificationFilter: TextureMinificationFilter.NEAREST,
    magnificationFilter: TextureMagnificationFilter.NEAREST,
  });
}
