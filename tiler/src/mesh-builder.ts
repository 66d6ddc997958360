/** Gathers triangles of many features into the arrays of one mesh. Coordinates: x east, y north, z up, metres. */
import type { Mesh } from './glb.ts';

/** Parts of a body as shaders number them in the first texture coordinate. */
export const PART = { plain: 0, painted: 1, leaf: 2, lantern: 3, iron: 4 } as const;
export type Part = (typeof PART)[keyof typeof PART];
export type Vec3 = readonly [number, number, number];

export class MeshBuilder {
  readonly #positions: number[] = [];
  readonly #normals: number[] = [];
  readonly #texcoords: number[] = [];
  readonly #shade: number[] = [];
  readonly #features: number[] = [];
  readonly #indices: number[] = [];
  readonly #parts: number[] = [];
  readonly #edges: number[] = [];
  /** What the next vertices are of, for the shader. */
  part: Part = PART.plain;
  /** Row of the property table that the next vertices belong to. */
  feature = 0;

  get empty(): boolean {
    return this.#indices.length === 0;
  }

  /** @returns index of the vertex */
  vertex(position: Vec3, normal: Vec3, u = 0, v = 0, shade = 1): number {
    this.#positions.push(...position);
    this.#normals.push(...normal);
    this.#texcoords.push(u, v);
    this.#shade.push(Math.round(shade * 255));
    this.#parts.push(this.part);
    this.#features.push(this.feature);
    return this.#features.length - 1;
  }

  triangle(a: number, b: number, c: number): void {
    this.#indices.push(a, b, c);
  }

  quad(a: number, b: number, c: number, d: number): void {
    this.#indices.push(a, b, c, a, c, d);
  }

  /** A hairline between two vertices of one triangle. */
  edge(a: number, b: number): void {
    this.#edges.push(a, b);
  }

  /** An upright prism or cone frustum: rings of `sides` points at two heights about a centre, closed at both ends. */
  frustum(
    centre: Vec3,
    radius: number,
    height: number,
    topRadius = radius,
    sides = 12,
    rotation = 0,
    shade = 1,
  ): void {
    const [x, y, z] = centre;
    const slope = Math.atan2(radius - topRadius, height);
    const lower: number[] = [];
    const upper: number[] = [];
    for (let side = 0; side <= sides; side++) {
      const angle = rotation + (side / sides) * 2 * Math.PI;
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      const normal: Vec3 = [cos * Math.cos(slope), sin * Math.cos(slope), Math.sin(slope)];
      lower.push(this.vertex([x + cos * radius, y + sin * radius, z], normal, side / sides, 0, shade));
      upper.push(
        this.vertex(
          [x + cos * topRadius, y + sin * topRadius, z + height],
          normal,
          side / sides,
          height,
          shade,
        ),
      );
    }
    for (let side = 0; side < sides; side++)
      this.quad(lower[side] ?? 0, lower[side + 1] ?? 0, upper[side + 1] ?? 0, upper[side] ?? 0);
    for (const [level, r, up] of [
      [z, radius, -1],
      [z + height, topRadius, 1],
    ] as const) {
      if (r <= 0) continue;
      const middle = this.vertex([x, y, level], [0, 0, up], 0, 0, shade);
      const ring = Array.from({ length: sides + 1 }, (_, side) => {
        const angle = rotation + (side / sides) * 2 * Math.PI;
        return this.vertex(
          [x + Math.cos(angle) * r, y + Math.sin(angle) * r, level],
          [0, 0, up],
          0,
          0,
          shade,
        );
      });
      for (let side = 0; side < sides; side++) {
        if (up > 0) this.triangle(middle, ring[side] ?? 0, ring[side + 1] ?? 0);
        else this.triangle(middle, ring[side + 1] ?? 0, ring[side] ?? 0);
      }
    }
  }

  /** A slender cone without a base: a stem that is seen from afar. */
  spike([x, y, z]: Vec3, radius: number, height: number, sides: number): void {
    const tip = this.vertex([x, y, z + height], [0, 0, 1]);
    const ring = Array.from({ length: sides }, (_, side) => {
      const angle = (side / sides) * 2 * Math.PI;
      return this.vertex(
        [x + Math.cos(angle) * radius, y + Math.sin(angle) * radius, z],
        [Math.cos(angle), Math.sin(angle), 0],
      );
    });
    for (let side = 0; side < sides; side++)
      this.triangle(ring[side] ?? 0, ring[(side + 1) % sides] ?? 0, tip);
  }

  /**
   * @param mode whether features are vertices' own, or the mesh is one model that is instanced
   * @param texture coordinates as given, or the part and its occlusion
   */
  mesh(
    colour: Mesh['colour'],
    mode: 'features' | 'model' = 'features',
    texture: 'given' | 'part' = 'part',
  ): Mesh {
    return {
      positions: Float32Array.from(this.#positions),
      normals: Float32Array.from(this.#normals),
      indices: Uint32Array.from(this.#indices),
      colour,
      shade: Uint8Array.from(this.#shade),
      texcoords:
        texture === 'given'
          ? Float32Array.from(this.#texcoords)
          : Float32Array.from(this.#parts.flatMap((part, index) => [part, (this.#shade[index] ?? 0) / 255])),
      ...(mode === 'features' ? { features: Float32Array.from(this.#features) } : {}),
      ...(this.#edges.length > 0 ? { edges: Uint32Array.from(this.#edges) } : {}),
    };
  }
}
