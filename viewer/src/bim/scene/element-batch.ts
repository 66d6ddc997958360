/**
 * Elements that are drawn with one material: each shape once, each element a place of it, in few draw calls however many
 * elements there are. An element can be hidden, moved and coloured by itself.
 */
import { BatchedMesh, BufferAttribute, BufferGeometry, Color, Matrix4, type Material } from 'three';
import type { ElementMesh } from '@twin/gis-data/themes/building-models/element-mesh.ts';
import type { BimModel } from '../model/bim-model.ts';

const OPAQUE = 255;
const SIXTEEN_BITS = 65_535;
/** Linear light of an sRGB byte, in sixteen bits. */
const LINEAR = Uint16Array.from({ length: 256 }, (_, value) =>
  Math.round(SIXTEEN_BITS * new Color().setRGB(value / 255, 0, 0, 'srgb').r),
);
const WHITE = new Color(1, 1, 1);

/** Where an element is drawn: as it was built, or moved from there. */
export type Placement = {
  readonly liftMetres: number;
  /** Of its size, around its middle. */
  readonly times: number;
  readonly asideMetres: readonly [x: number, y: number];
  /** Its foot stays, and only its top has gone aside. */
  readonly isSheared: boolean;
};
export const AS_BUILT: Placement = { liftMetres: 0, times: 1, asideMetres: [0, 0], isSheared: false };

export type ElementBatch = {
  readonly mesh: BatchedMesh;
  elementOf(instance: number): number | undefined;
  show(isShown: (element: number) => boolean): void;
  place(placementOf: (element: number) => Placement): void;
  /** White where it gives none. */
  colour(colourOf: (element: number) => Color | undefined): void;
};

/** Of each shape the opaque triangles, or those that are seen through, or all. */
export type Triangles = 'opaque' | 'clear' | 'all';

/** @returns nothing where the model has no such triangles */
export function elementBatch(
  { facts, shapes }: BimModel,
  triangles: Triangles,
  material: Material,
): ElementBatch | undefined {
  const geometries = new Map<number, BufferGeometry>();
  for (const [id, mesh] of shapes) {
    const geometry = geometryOf(mesh, triangles);
    if (geometry) geometries.set(id, geometry);
  }
  const elements = facts.shape.flatMap((shape, element) =>
    shape !== null && geometries.has(shape) ? [element] : [],
  );
  if (elements.length === 0) return undefined;
  const all = [...geometries.values()];
  const mesh = new BatchedMesh(
    elements.length,
    all.reduce((sum, { attributes }) => sum + (attributes['position']?.count ?? 0), 0),
    all.reduce((sum, { index }) => sum + (index?.count ?? 0), 0),
    material,
  );
  const geometryIds = new Map(
    [...geometries].map(([shape, geometry]) => [shape, mesh.addGeometry(geometry)]),
  );
  const placed = elements.map((element) => ({
    element,
    instance: mesh.addInstance(geometryIds.get(facts.shape[element] ?? -1) ?? 0),
  }));
  const elementOf = new Map(placed.map(({ element, instance }) => [instance, element]));
  const matrix = new Matrix4();
  const place: ElementBatch['place'] = (placementOf) => {
    for (const { element, instance } of placed) {
      const [x, y, z] = facts.foot[element] ?? [0, 0, 0];
      const { liftMetres, times, asideMetres, isSheared } = placementOf(element);
      const [east, north] = asideMetres;
      const high = facts.size[element]?.[2] ?? 0;
      const foot = z + liftMetres - ((times - 1) * high) / 2;
      if (isSheared && high > 0)
        matrix.set(times, 0, east / high, x, 0, times, north / high, y, 0, 0, times, foot, 0, 0, 0, 1);
      else matrix.makeScale(times, times, times).setPosition(x + east, y + north, foot);
      mesh.setMatrixAt(instance, matrix);
    }
    mesh.computeBoundingSphere();
  };
  place(() => AS_BUILT);
  return {
    mesh,
    elementOf: (instance) => elementOf.get(instance),
    show(isShown) {
      for (const { element, instance } of placed) mesh.setVisibleAt(instance, isShown(element));
    },
    place,
    colour(colourOf) {
      for (const { element, instance } of placed) mesh.setColorAt(instance, colourOf(element) ?? WHITE);
    },
  };
}

function geometryOf(mesh: ElementMesh, triangles: Triangles): BufferGeometry | undefined {
  const wanted: number[] = [];
  for (let at = 0; at < mesh.indices.length; at += 3) {
    const first = mesh.indices[at] ?? 0;
    const isOpaque = mesh.colours[first * 4 + 3] === OPAQUE;
    if (triangles === 'all' || isOpaque === (triangles === 'opaque'))
      wanted.push(first, mesh.indices[at + 1] ?? 0, mesh.indices[at + 2] ?? 0);
  }
  if (wanted.length === 0) return undefined;
  const places = new Map<number, number>();
  const index = Uint32Array.from(wanted, (vertex) => {
    const place = places.get(vertex) ?? places.size;
    places.set(vertex, place);
    return place;
  });
  const position = new Float32Array(places.size * 3);
  const normal = new Int8Array(places.size * 4);
  const colour = new Uint16Array(places.size * 4);
  for (const [vertex, place] of places) {
    position.set(mesh.positions.subarray(vertex * 3, vertex * 3 + 3), place * 3);
    normal.set(mesh.normals.subarray(vertex * 4, vertex * 4 + 4), place * 4);
    const [red = 0, green = 0, blue = 0, opacity = OPAQUE] = mesh.colours.subarray(
      vertex * 4,
      vertex * 4 + 4,
    );
    colour.set(
      [LINEAR[red] ?? 0, LINEAR[green] ?? 0, LINEAR[blue] ?? 0, (opacity * SIXTEEN_BITS) / OPAQUE],
      place * 4,
    );
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(position, 3));
  geometry.setAttribute('normal', new BufferAttribute(normal, 4, true));
  geometry.setAttribute('color', new BufferAttribute(colour, 4, true));
  geometry.setIndex(new BufferAttribute(index, 1));
  return geometry;
}
