/** What a building model says of the terms of the assembly rate: which elements count for each, how much, and how they were made. */
import type { PoolClient } from 'pg';
import { decodeElementMesh, type ElementMesh } from '@twin/gis-data/themes/building-models/element-mesh.ts';
import type { ItemId } from '@twin/gis-data/themes/prefab-traceability/assembly-rules.ts';

type MeasuredItem = Extract<ItemId, 'vertical' | 'horizontal' | 'outer-walls' | 'partitions'>;
type ElementRow = {
  readonly id: string;
  readonly ifc_class: string;
  readonly part: string;
  readonly materials: string | null;
  readonly size: readonly [number, number, number];
  readonly shape: number | null;
  readonly bears: boolean | null;
  readonly is_external: boolean | null;
};
type ShapeMeasures = { readonly volumeM3: number; readonly levelAreaM2: number };
export type Term = {
  readonly whole: number;
  readonly assembled: number;
  readonly unit: 'm³' | 'm²';
  readonly assembledIds: readonly string[];
  readonly otherIds: readonly string[];
};
export type MeasuredTerms = {
  /** Only those of which the model has elements. */
  readonly terms: ReadonlyMap<ItemId, Term>;
  /** Walls that do not say whether they bear, and where it matters whether they stand outside: in no term. */
  readonly unsaidIds: readonly string[];
};

const HORIZONTAL = /^Ifc(Beam|Slab|Stair|StairFlight|Ramp|RampFlight)$/;
const MASONRY = /砌|砖|masonry|brick|blockwork/i;
const OPAQUE = 255;

/** @param client reads as somebody who may see property sets */
export async function measureTerms(client: PoolClient, model: string): Promise<MeasuredTerms> {
  const { rows } = await client.query<ElementRow>(
    `select id, ifc_class, part, materials, array[length_metres, width_metres, height_metres] as size, shape,
       case when jsonb_typeof(extra #> '{sets,Pset_WallCommon,LoadBearing}') = 'boolean'
         then (extra #>> '{sets,Pset_WallCommon,LoadBearing}')::boolean end as bears,
       case when jsonb_typeof(extra #> '{sets,Pset_WallCommon,IsExternal}') = 'boolean'
         then (extra #>> '{sets,Pset_WallCommon,IsExternal}')::boolean end as is_external
     from bim_element where model = $1 order by id`,
    [model],
  );
  const { rows: shapeRows } = await client.query<{ id: number; mesh: Buffer }>(
    'select id, mesh from bim_shape where model = $1',
    [model],
  );
  const shapes = new Map(
    shapeRows.flatMap(({ id, mesh }) => {
      const decoded = decodeElementMesh(mesh);
      return decoded ? [[id, measuresOf(decoded)] as const] : [];
    }),
  );
  const found = Map.groupBy(rows, itemOf);
  const terms = new Map<ItemId, Term>();
  for (const item of ['vertical', 'horizontal', 'outer-walls', 'partitions'] as const) {
    const term = termOf(item, found.get(item) ?? [], shapes);
    if (term.whole > 0) terms.set(item, term);
  }
  return { terms, unsaidIds: (found.get('unsaid') ?? []).map(({ id }) => id) };
}

function itemOf({
  ifc_class: kind,
  bears,
  is_external: isExternal,
}: ElementRow): MeasuredItem | 'unsaid' | 'none' {
  if (kind === 'IfcColumn') return 'vertical';
  if (HORIZONTAL.test(kind)) return 'horizontal';
  if (kind === 'IfcCurtainWall') return 'outer-walls';
  if (!kind.startsWith('IfcWall')) return 'none';
  if (bears === true) return 'vertical';
  if (bears === null || isExternal === null) return 'unsaid';
  return isExternal ? 'outer-walls' : 'partitions';
}

function termOf(
  item: MeasuredItem,
  elements: readonly ElementRow[],
  shapes: ReadonlyMap<number, ShapeMeasures>,
): Term {
  const isAssembled = (one: ElementRow): boolean =>
    item === 'vertical' || item === 'horizontal'
      ? one.part === 'precast'
      : !MASONRY.test(one.materials ?? '');
  const amountOf = ({ shape, size: [long, wide, high] }: ElementRow): number => {
    if (item === 'outer-walls' || item === 'partitions') return Math.max(long, wide) * high;
    const measured = shape === null ? undefined : shapes.get(shape);
    return (item === 'vertical' ? measured?.volumeM3 : measured?.levelAreaM2) ?? 0;
  };
  const sum = (of: readonly ElementRow[]): number =>
    Math.round(of.reduce((total, one) => total + amountOf(one), 0) * 1000) / 1000;
  const assembled = elements.filter(isAssembled);
  return {
    whole: sum(elements),
    assembled: sum(assembled),
    unit: item === 'vertical' ? 'm³' : 'm²',
    assembledIds: assembled.map(({ id }) => id),
    otherIds: elements.filter((one) => !isAssembled(one)).map(({ id }) => id),
  };
}

/** Volume of a closed shape by its opaque faces, and its area seen from above. */
function measuresOf({ positions, colours, indices }: ElementMesh): ShapeMeasures {
  let volume = 0;
  let level = 0;
  for (let at = 0; at < indices.length; at += 3) {
    const [a = 0, b = 0, c = 0] = indices.subarray(at, at + 3);
    if (colours[a * 4 + 3] !== OPAQUE) continue;
    const [ax = 0, ay = 0, az = 0] = positions.subarray(a * 3, a * 3 + 3);
    const [bx = 0, by = 0, bz = 0] = positions.subarray(b * 3, b * 3 + 3);
    const [cx = 0, cy = 0, cz = 0] = positions.subarray(c * 3, c * 3 + 3);
    volume += (ax * (by * cz - bz * cy) - ay * (bx * cz - bz * cx) + az * (bx * cy - by * cx)) / 6;
    const up = ((bx - ax) * (cy - ay) - (by - ay) * (cx - ax)) / 2;
    if (up > 0) level += up;
  }
  return { volumeM3: Math.abs(volume), levelAreaM2: level };
}
