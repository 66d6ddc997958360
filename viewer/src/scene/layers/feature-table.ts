/**
 * What the shaders of one collection know of each feature, as a texture that is read by the feature's index (gid).
 * One texel a feature: red the place of its colour in the palette, green its style (façade, body), both counted
 * from 1; 0 is unknown.
 */
import { PixelDatatype, PixelFormat, TextureMagnificationFilter, TextureMinificationFilter, TextureUniform } from '../../cesium.ts';

/** Texels in a row; the shader finds a feature at (gid mod this, gid ÷ this). */
export const TABLE_WIDTH = 1024;
/** A gid beyond this is not in the table and drawn as unknown: 4 million features a collection. */
const MOST_ROWS = 4096;

/** GLSL: texel of a feature in `u_table`. */
export const TABLE_GLSL = /* glsl */ `
vec4 texelOf(int gid) {
  ivec2 size = textureSize(u_table, 0);
  ivec2 at = ivec2(gid % ${TABLE_WIDTH}, gid / ${TABLE_WIDTH});
  return at.y < size.y ? floor(texelFetch(u_table, at, 0) * 255.0 + 0.5) : vec4(0.0);
}
`;

export class FeatureTable {
  #bytes = new Uint8Array(TABLE_WIDTH * 4);
  #changed = true;

  put(gid: number, colourPlace: number, style: number): void {
    const row = Math.floor(gid / TABLE_WIDTH);
    if (gid < 0 || row >= MOST_ROWS) return;
    if ((row + 1) * TABLE_WIDTH * 4 > this.#bytes.length) this.#grow(row + 1);
    const at = gid * 4;
    if (this.#bytes[at] === colourPlace && this.#bytes[at + 1] === style) return;
    this.#bytes[at] = colourPlace;
    this.#bytes[at + 1] = style;
    this.#changed = true;
  }

  at(gid: number): readonly [colourPlace: number, style: number] {
    return [this.#bytes[gid * 4] ?? 0, this.#bytes[gid * 4 + 1] ?? 0];
  }

  /** True when something was put since the last texture was made. */
  get changed(): boolean {
    return this.#changed;
  }

  /** A texture of the present content. */
  texture(): TextureUniform {
    this.#changed = false;
    return textureOf(this.#bytes, TABLE_WIDTH);
  }

  #grow(rows: number): void {
    const larger = new Uint8Array(Math.min(MOST_ROWS, 2 ** Math.ceil(Math.log2(rows))) * TABLE_WIDTH * 4);
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

/** RGBA bytes as a texture that is read texel by texel. */
export function textureOf(bytes: Uint8Array, width: number): TextureUniform {
  return new TextureUniform({
    typedArray: bytes, width, height: bytes.length / 4 / width,
    pixelFormat: PixelFormat.RGBA, pixelDatatype: PixelDatatype.UNSIGNED_BYTE, repeat: false,
    minificationFilter: TextureMinificationFilter.NEAREST, magnificationFilter: TextureMagnificationFilter.NEAREST,
  });
}
