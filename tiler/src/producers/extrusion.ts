/** Footprints to buildings: walls with whole windows in texture coordinates, flat roofs, occlusion at the foot. */
import earcut from 'earcut';
import type { Symbol as LayerSymbol } from '@twin/gis-data/theme.ts';
import type { Mesh } from '../glb.ts';
import type { LocalFrame } from '../heights.ts';
import { MeshBuilder } from '../mesh-builder.ts';
import type { TileRow } from '../tile-row.ts';
import { readWkb } from '../wkb.ts';

type Extrusion = Extract<LayerSymbol, { kind: 'extrusion' }>;

/** Storey height and width of a bay in metres by façade style; LANGUAGE of the scene, seven styles. */
const MODULES: Readonly<Record<string, { storeyMetres: number; bayMetres: number }>> = {
  dwelling: { storeyMetres: 3.1, bayMetres: 3.6 }, curtain: { storeyMetres: 4, bayMetres: 1.6 }, ribbon: { storeyMetres: 3.7, bayMetres: 7.2 },
  shop: { storeyMetres: 4.8, bayMetres: 4.2 }, school: { storeyMetres: 3.8, bayMetres: 4.2 }, blank: { storeyMetres: 6, bayMetres: 8 }, village: { storeyMetres: 3.2, bayMetres: 3 },
};
const PLAIN = { storeyMetres: 3.5, bayMetres: 3.6 };
const OCCLUSION_AT_FOOT = 0.72;
const OCCLUSION_ENDS_METRES = 6;
/** Keeps walls apart when a shader hashes cells: every wall begins at another multiple. */
const WALL_STRIDE_CELLS = 64;
/** Marks roofs for the shader, which draws windows where u ≥ 0. */
const ROOF_U = -1;

export function produceExtrusion(symbol: Extrusion, rows: readonly TileRow[], frame: LocalFrame, groundAt: (longitude: number, latitude: number) => number): Mesh[] {
  const builder = new MeshBuilder();
  rows.forEach((row, feature) => {
    builder.feature = feature;
    const { parts } = readWkb(row.wkb);
    const facade = (symbol.facade && MODULES[String(row.properties[symbol.facade])]) || PLAIN;
    for (const rings of parts) {
      const [longitude = 0, latitude = 0] = rings[0] ?? [];
      const base = numeric(symbol.foot ? row.properties[symbol.foot] : undefined) ?? groundAt(longitude, latitude);
      const foot = base + (symbol.base ? (numeric(row.properties[symbol.base]) ?? 0) : 0);
      const top = base + (numeric(row.properties[symbol.height]) ?? 3);
      const floors = symbol.floors ? numeric(row.properties[symbol.floors]) : undefined;
      extrude(builder, rings, foot, top, floors ?? Math.max(1, Math.round((top - foot) / facade.storeyMetres)), facade.bayMetres, frame);
    }
  });
  return builder.empty ? [] : [builder.mesh([1, 1, 1], 'features', 'given')];
}

function extrude(builder: MeshBuilder, rings: readonly Float64Array[], foot: number, top: number, floors: number, bayMetres: number, frame: LocalFrame): void {
  const skirt = Math.min(OCCLUSION_ENDS_METRES, (top - foot) / 2);
  const flat: number[] = [];
  const holes: number[] = [];
  const roof: [number, number, number][] = [];
  let wallSerial = 0;
  rings.forEach((ring, ringIndex) => {
    const corners: { low: [number, number, number]; middle: [number, number, number]; high: [number, number, number] }[] = [];
    for (let index = 0; index + 3 < ring.length; index += 3) {
      const [longitude = 0, latitude = 0] = [ring[index], ring[index + 1]];
      // Below the foot by a metre, so that no gap shows on sloping ground.
      corners.push({ low: frame.local(longitude, latitude, foot - 1), middle: frame.local(longitude, latitude, foot + skirt), high: frame.local(longitude, latitude, top) });
    }
    const outward = (signedArea(corners.map((corner) => corner.low)) > 0) === (ringIndex === 0) ? 1 : -1;
    if (ringIndex > 0) holes.push(roof.length);
    for (const corner of corners) {
      flat.push(corner.high[0], corner.high[1]);
      roof.push(corner.high);
    }
    corners.forEach((a, index) => {
      const b = corners[(index + 1) % corners.length] ?? a;
      const [dx, dy] = [b.low[0] - a.low[0], b.low[1] - a.low[1]];
      const length = Math.hypot(dx, dy);
      if (length < 0.01) return;
      const normal: [number, number, number] = [(dy / length) * outward, (-dx / length) * outward, 0];
      const bays = Math.max(1, Math.round(length / bayMetres));
      const u0 = wallSerial++ * WALL_STRIDE_CELLS;
      const atSkirt = (floors * skirt) / (top - foot);
      const left = [builder.vertex(a.low, normal, u0, 0, OCCLUSION_AT_FOOT), builder.vertex(a.middle, normal, u0, atSkirt), builder.vertex(a.high, normal, u0, floors)];
      const right = [builder.vertex(b.low, normal, u0 + bays, 0, OCCLUSION_AT_FOOT), builder.vertex(b.middle, normal, u0 + bays, atSkirt), builder.vertex(b.high, normal, u0 + bays, floors)];
      for (const [lower, upper] of [[0, 1], [1, 2]] as const) {
        const quad = [left[lower], right[lower], right[upper], left[upper]] as [number, number, number, number];
        if (outward > 0) builder.quad(...quad);
        else builder.quad(quad[3], quad[2], quad[1], quad[0]);
      }
    });
  });
  const vertices = roof.map((position) => builder.vertex(position, [0, 0, 1], ROOF_U, ROOF_U));
  const triangles = earcut(flat, holes);
  for (let index = 0; index < triangles.length; index += 3) {
    const [a = 0, b = 0, c = 0] = triangles.slice(index, index + 3);
    const up = cross(roof[a], roof[b], roof[c]) > 0;
    builder.triangle(vertices[a] ?? 0, vertices[up ? b : c] ?? 0, vertices[up ? c : b] ?? 0);
  }
}

function signedArea(points: readonly (readonly [number, number, number])[]): number {
  return points.reduce((sum, [x, y], index) => {
    const [nx, ny] = points[(index + 1) % points.length] ?? [x, y];
    return sum + x * ny - nx * y;
  }, 0);
}

function cross(a: readonly number[] = [], b: readonly number[] = [], c: readonly number[] = []): number {
  return ((b[0] ?? 0) - (a[0] ?? 0)) * ((c[1] ?? 0) - (a[1] ?? 0)) - ((b[1] ?? 0) - (a[1] ?? 0)) * ((c[0] ?? 0) - (a[0] ?? 0));
}

function numeric(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
