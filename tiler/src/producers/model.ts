/** A low-poly model at every point, drawn by GPU instancing: size and turn of each from its own fields. */
import type { ModelId, Symbol as LayerSymbol } from '@twin/gis-data/theme.ts';
import type { Mesh } from '../glb.ts';
import type { Detail } from '../levels.ts';
import { MeshBuilder, PART, type Vec3 } from '../mesh-builder.ts';
import { groundMetres, type Place } from '../place.ts';
import { numberOf, textOf, type TileRow } from '../tile-row.ts';
import { readWkb } from '../wkb.ts';

type Model = Extract<LayerSymbol, { kind: 'model' }>;
type Build = (variant: string, detail: Detail) => Mesh[];

/** Models are built at the height of one metre unless their fields give none; then at their own size. */
const MODELS: Readonly<
  Record<ModelId, { readonly build: Build; readonly heightMetres: number; readonly widthMetres: number }>
> = {
  tree: { build: tree, heightMetres: 7, widthMetres: 5 },
  'street-lamp': { build: streetLamp, heightMetres: 9, widthMetres: 9 },
  'lamp-cabinet': { build: cabinet, heightMetres: 1.5, widthMetres: 1.5 },
  'waste-bin': { build: bin, heightMetres: 1.1, widthMetres: 1.1 },
  bearing: { build: bearing, heightMetres: 0.4, widthMetres: 0.9 },
  'prefab-part': { build: part, heightMetres: 3, widthMetres: 0.2 },
};

export function produceModel(symbol: Model, rows: readonly TileRow[], place: Place): Mesh[] {
  const placed = rows.flatMap((row, feature) => {
    const at = readWkb(row.wkb).parts[0]?.[0];
    return at ? [{ row, feature, at }] : [];
  });
  const byVariant = Map.groupBy(placed, ({ row }) =>
    textOf(symbol.variant && row.properties[symbol.variant]),
  );
  const model = MODELS[symbol.model];
  return [...byVariant].flatMap(([variant, members]) => {
    const translations = new Float32Array(members.length * 3);
    const rotations = new Float32Array(members.length * 4);
    const scales = new Float32Array(members.length * 3);
    const features = new Float32Array(members.length);
    const gids = new Float32Array(members.length);
    members.forEach(({ row, feature, at: [longitude = 0, latitude = 0, z] }, index) => {
      const height = metres(row, symbol.height) ?? model.heightMetres;
      const width = metres(row, symbol.width) ?? (symbol.width ? model.widthMetres : height);
      const length = metres(row, symbol.length) ?? width;
      translations.set(
        place.frame.local(longitude, latitude, groundMetres(place, longitude, latitude, z)),
        index * 3,
      );
      // Without a bearing of its own a thing is turned by its number: a row of equal trees looks planted by a machine.
      const turn = -((numberOf(row, symbol.bearing) ?? (row.gid * 137.5) % 360) * Math.PI) / 180;
      rotations.set([0, 0, Math.sin(turn / 2), Math.cos(turn / 2)], index * 4);
      // A model points north (y) at a bearing of nought, and its length is that way.
      scales.set([width, length, height], index * 3);
      features[index] = feature;
      gids[index] = row.gid;
    });
    return model
      .build(variant, place.detail)
      .map((mesh): Mesh => ({ ...mesh, instances: { translations, rotations, scales, features, gids } }));
  });
}

/** A thing larger than this is a mistake of its source, and would cover the city. */
const LARGEST_METRES = 200;

function metres(row: TileRow, field: string | undefined): number | undefined {
  const value = numberOf(row, field);
  if (value === undefined || value <= 0) return undefined;
  return Math.min(LARGEST_METRES, field?.endsWith('_mm') ? value / 1000 : value);
}

/** A unit sphere's octants subdivided once: round enough for a crown that is seen from the street. */
function blob(
  builder: MeshBuilder,
  centre: readonly [number, number, number],
  radius: readonly [number, number, number],
  rings = 4,
  sides = 7,
): void {
  const grid: number[][] = [];
  for (let ring = 0; ring <= rings; ring++) {
    const polar = (ring / rings) * Math.PI;
    grid.push(
      Array.from({ length: sides + 1 }, (_, side) => {
        const angle = (side / sides) * 2 * Math.PI;
        const normal = [
          Math.sin(polar) * Math.cos(angle),
          Math.sin(polar) * Math.sin(angle),
          Math.cos(polar),
        ] as const;
        return builder.vertex(
          [
            centre[0] + normal[0] * radius[0],
            centre[1] + normal[1] * radius[1],
            centre[2] + normal[2] * radius[2],
          ],
          normal,
          0,
          0,
          0.78 + 0.22 * (normal[2] * 0.5 + 0.5),
        );
      }),
    );
  }
  for (let ring = 0; ring < rings; ring++) {
    for (let side = 0; side < sides; side++)
      builder.quad(
        grid[ring + 1]?.[side] ?? 0,
        grid[ring + 1]?.[side + 1] ?? 0,
        grid[ring]?.[side + 1] ?? 0,
        grid[ring]?.[side] ?? 0,
      );
  }
}

function tree(form: string, detail: Detail): Mesh[] {
  if (detail !== 'near') return distantTree(form, detail);
  const trunk = new MeshBuilder();
  const crown = new MeshBuilder();
  crown.part = PART.leaf;
  if (form === 'palm') {
    trunk.frustum([0, 0, 0], 0.045, 0.86, 0.028, 6);
    fronds(crown, 11);
    return [trunk.mesh(linear('#9A8F7C'), 'model'), crown.mesh(linear('#7C9E69'), 'model')];
  }
  trunk.frustum([0, 0, 0], 0.03, 0.4, 0.022, 6);
  blob(crown, [0, 0, 0.66], [0.4, 0.4, 0.34]);
  blob(crown, [0.2, 0.1, 0.56], [0.26, 0.28, 0.22]);
  blob(crown, [-0.17, 0.16, 0.6], [0.27, 0.25, 0.24]);
  blob(crown, [0.02, -0.22, 0.56], [0.28, 0.26, 0.22]);
  return [trunk.mesh(linear('#8A7B66'), 'model'), crown.mesh(linear('#8FAE74'), 'model')];
}

function fronds(crown: MeshBuilder, count: number): void {
  for (let frond = 0; frond < count; frond++) {
    const angle = (frond / count) * 2 * Math.PI;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const rise = frond % 2 === 0 ? 0.05 : 0.12;
    // Three stations from the crown outwards, each a left and a right point: narrow, wide, narrow.
    const rows = (
      [
        [0.02, 0.86, 0.03],
        [0.26, 0.86 + rise, 0.075],
        [0.5, 0.8 + rise * 0.4, 0.012],
      ] as const
    ).map(([out, z, half]) =>
      [half, -half].map((wide) =>
        crown.vertex(
          [cos * out - sin * wide, sin * out + cos * wide, z],
          [cos * 0.2, sin * 0.2, Math.sqrt(0.96)],
          0,
          0,
          0.9,
        ),
      ),
    );
    for (let index = 0; index < 2; index++) {
      const [near, far] = [rows[index] ?? [], rows[index + 1] ?? []];
      crown.quad(near[0] ?? 0, near[1] ?? 0, far[1] ?? 0, far[0] ?? 0);
      crown.quad(near[1] ?? 0, near[0] ?? 0, far[0] ?? 0, far[1] ?? 0);
    }
  }
}

/** One blob on its trunk, then an octahedron; a palm keeps its bare trunk, by which it is known. */
function distantTree(form: string, detail: Detail): Mesh[] {
  const isPalm = form === 'palm';
  const crown = new MeshBuilder();
  crown.part = PART.leaf;
  if (detail === 'farthest') {
    blob(crown, [0, 0, isPalm ? 0.84 : 0.6], isPalm ? [0.42, 0.42, 0.14] : [0.44, 0.44, 0.4], 2, 4);
    return [crown.mesh(linear('#8FAE74'), 'model')];
  }
  const trunk = new MeshBuilder();
  trunk.spike([0, 0, 0], isPalm ? 0.04 : 0.03, isPalm ? 0.86 : 0.4, 3);
  if (isPalm) fronds(crown, 5);
  else blob(crown, [0, 0, 0.61], [0.44, 0.44, 0.39], 4, 6);
  return [trunk.mesh(linear('#9A8F7C'), 'model'), crown.mesh(linear('#8FAE74'), 'model')];
}

/** Points north; the arm is a quarter of the height long. */
function streetLamp(_variant: string, detail: Detail): Mesh[] {
  const lantern = new MeshBuilder();
  lantern.part = PART.lantern;
  if (detail !== 'near') {
    const stem = new MeshBuilder();
    stem.spike([0, 0, 0], 0.011, 1, 3);
    blob(lantern, [0, 0.2, 0.99], [0.02, 0.045, 0.011], 2, 4);
    // From far away only the light is larger than a pixel.
    return detail === 'far'
      ? [stem.mesh(linear('#7D878C'), 'model'), lantern.mesh(linear('#FFE2B0'), 'model')]
      : [lantern.mesh(linear('#FFE2B0'), 'model')];
  }
  const pole = new MeshBuilder();
  pole.frustum([0, 0, 0], 0.011, 1, 0.006, 6);
  beam(pole, [0, 0, 0.983], [0, 0.19, 0.993], 0.0045);
  blob(lantern, [0, 0.2, 0.99], [0.02, 0.045, 0.011], 3, 8);
  return [pole.mesh(linear('#7D878C'), 'model'), lantern.mesh(linear('#FFE2B0'), 'model')];
}

/** A three-sided bar towards the north, seen from every side: one flat face would leave a lantern in the air from below. */
function beam(builder: MeshBuilder, from: Vec3, to: Vec3, radius: number): void {
  const corners = [90, 210, 330].map((degrees): readonly [number, number] => {
    const angle = (degrees * Math.PI) / 180;
    return [Math.cos(angle), Math.sin(angle)];
  });
  const ring = ([x, y, z]: Vec3): number[] =>
    corners.map(([east, up]) => builder.vertex([x + east * radius, y, z + up * radius], [east, 0, up]));
  const [near, far] = [ring(from), ring(to)];
  for (let side = 0; side < corners.length; side++) {
    const next = (side + 1) % corners.length;
    builder.quad(near[side] ?? 0, far[side] ?? 0, far[next] ?? 0, near[next] ?? 0);
  }
}

function cabinet(): Mesh[] {
  const builder = new MeshBuilder();
  builder.frustum([0, 0, 0], 0.5, 0.94, 0.5, 4, Math.PI / 4);
  builder.frustum([0, 0, 0.94], 0.56, 0.06, 0.5, 4, Math.PI / 4);
  return [builder.mesh(linear('#C9CFD1'), 'model')];
}

function bin(): Mesh[] {
  const builder = new MeshBuilder();
  builder.part = PART.painted;
  builder.frustum([0, 0, 0], 0.26, 0.9, 0.32, 10);
  builder.frustum([0, 0, 0.9], 0.34, 0.1, 0.2, 10);
  return [builder.mesh(linear('#FFFFFF'), 'model')];
}

function bearing(): Mesh[] {
  const builder = new MeshBuilder();
  builder.part = PART.painted;
  builder.frustum([0, 0, 0], 0.5, 0.12, 0.5, 16);
  for (let ring = 0; ring < 4; ring++) builder.frustum([0, 0, 0.12 + ring * 0.19], 0.42, 0.16, 0.42, 16);
  builder.frustum([0, 0, 0.88], 0.5, 0.12, 0.5, 16);
  return [builder.mesh(linear('#FFFFFF'), 'model')];
}

function part(): Mesh[] {
  const builder = new MeshBuilder();
  builder.part = PART.painted;
  builder.frustum([0, 0, 0], Math.SQRT1_2, 1, Math.SQRT1_2, 4, Math.PI / 4);
  return [builder.mesh(linear('#FFFFFF'), 'model')];
}

/** sRGB hex to the linear RGB of a material. */
function linear(hex: string): [number, number, number] {
  return [1, 3, 5].map((at) => (Number.parseInt(hex.slice(at, at + 2), 16) / 255) ** 2.2) as [
    number,
    number,
    number,
  ];
}
