/**
 * The base-isolated hospital. Its sixty columns and six cores stand on the bearings of the register (table
 * isolation_bearing): same GlobalIds, places and sizes. Below them the piers on the cellars, around them the gap, which
 * flexible pipes cross.
 */
import { buildingPlan } from '@twin/gis-data/demo/building-plan.ts';
import type { Row } from '@twin/gis-data/demo/district.ts';
import { localMetres } from '@twin/gis-data/demo/frame.ts';
import { must } from '@twin/gis-data/demo/line.ts';
import { boundsOf, contains, ringOf } from '@twin/gis-data/demo/polygon.ts';
import { ISOLATION_GAP_LIMITS } from '@twin/gis-data/themes/seismic-isolation/limits.ts';
import { baysAlong, inset } from './facade.ts';
import { FINISHES } from './finishes.ts';
import { IfcModel, type ElementType, type PropertySet, type Storey } from './ifc-model.ts';
import {
  box,
  cylinder,
  panel,
  plate,
  railing,
  rectangle,
  windowIn,
  type Point,
  type Solid,
} from './solid.ts';
import { typed, type Value } from './step-file.ts';

const STOREY_METRES = 4.2;
const STOREYS = 9;
/** The technical halls between the wings end here. */
const HALL_STOREYS = 4;
const PARAPET_METRES = 1.6;
const BAY_METRES = 4.2;
const SLAB_METRES = 0.2;
const WALL_METRES = 0.25;
/** Below the ground: underside of the carried girders' pedestals, of the girders, floors of isolation storey and cellars. */
const CARRIED_METRES = -1.5;
const GIRDER_METRES = [-1.1, -SLAB_METRES] as const;
const ISOLATION_FLOOR_METRES = -3.6;
const CELLARS = [
  ['B2', -11.6],
  ['B1', -7.6],
] as const;
const RETAINING_METRES = 0.4;
/** Cores between rows C and D, by their axes: middle of the bays in which sliding bearings stand. */
const CORE_METRES = { width: 7.6, depth: 7.2, wall: 0.3 } as const;
/** Places of dampers along the long sides, metres from the middle. */
const DAMPER_X = [-37.8, -12.6, 12.6, 37.8] as const;
/** Flexible pipes: place along the south side and nominal diameter. */
const PIPES = [
  [-33, 200, '给水'],
  [-29, 150, '消防'],
  [-24, 100, '医用气体'],
  [22, 300, '排水'],
  [27, 200, '冷冻水供水'],
  [31, 200, '冷冻水回水'],
] as const;

type Bearing = {
  readonly row: Row;
  readonly at: Point;
  readonly underside: number;
  readonly heightMetres: number;
};

/** @param parts the ward building, then the halls between its wings */
export function hospital(parts: readonly Row[], bearings: readonly Row[], timestamp: string): string {
  const ward = must(parts[0]);
  const plan = buildingPlan(ward);
  const groundMetres = Number(ward['ground_elevation_metres']);
  const model = new IfcModel({
    key: 'hospital',
    title: String(ward['name']),
    plan,
    groundMetres,
    timestamp,
  });
  const wings = ringOf(ward.geom).map(plan.locate);
  const { minX, minY, maxX, maxY } = boundsOf(wings);
  const whole = rectangle(minX, minY, maxX, maxY);
  const placed = bearings.map((row): Bearing => {
    if (row.geom.type !== 'Point') throw new Error(`${row.id} is no point`);
    const [longitude = 0, latitude = 0, z = 0] = row.geom.coordinates;
    return {
      row,
      at: plan.locate(localMetres(longitude, latitude)),
      underside: z - groundMetres,
      heightMetres: Number(row['height_mm']) / 1000,
    };
  });
  const columns = placed.filter(({ row }) => row['kind'] !== 'ESB').map(({ at }) => at);
  const cores = placed
    .filter(({ row }) => row['kind'] === 'ESB' && String(row['axis']).startsWith('C'))
    .map(({ at: [x, y] }): Point => [x, y + BAY_METRES]);

  const gap = gapMetres(bearings);
  below(model, { whole, columns: placed.map(({ at }) => at), gap });
  isolationStorey(model, model.storey('隔震层', ISOLATION_FLOOR_METRES), { whole, placed, gap });
  for (let number = 1; number <= STOREYS; number++) {
    const floor = (number - 1) * STOREY_METRES;
    const outline = number <= HALL_STOREYS ? whole : wings;
    const storey = model.storey(`${number}F`, floor);
    floorOf(model, storey, {
      outline,
      columns: columns.filter((at) => contains(outline, at)),
      cores,
      number,
    });
    if (number === 1) entrance(model, storey, minY);
    if (number === HALL_STOREYS + 1)
      for (const hall of parts.slice(1)) terrace(model, storey, ringOf(hall.geom).map(plan.locate));
  }
  roof(model, model.storey('屋面', STOREYS * STOREY_METRES), wings);
  return model.text();
}

/** As wide as the largest displacement of a rare earthquake asks, rounded up to 5 cm. */
function gapMetres(bearings: readonly Row[]): number {
  const { timesRareDisplacement, leastMm } = ISOLATION_GAP_LIMITS;
  const largest = Math.max(...bearings.map((row) => Number(row['displacement_limit_mm'] ?? 0)));
  return Math.ceil(Math.max(leastMm.value, largest * timesRareDisplacement.value) / 50) / 20;
}

function below(
  model: IfcModel,
  { whole, columns, gap }: { whole: readonly Point[]; columns: readonly Point[]; gap: number },
): void {
  const inner = inset(whole, -gap);
  const outer = inset(inner, -RETAINING_METRES);
  CELLARS.forEach(([name, floor], index) => {
    const storey = model.storey(name, floor);
    const ceiling = CELLARS[index + 1]?.[1] ?? ISOLATION_FLOOR_METRES;
    const wall = model.type({
      class: 'IfcWall',
      name: `挡土墙 ${name}`,
      predefined: 'RETAININGWALL',
      solids: () => [plate(FINISHES.concrete, outer, [0, ceiling - floor], [inner])],
    });
    model.element(wall, { name: `${name} 挡土墙`, storey, at: [0, 0, floor] });
    slab(model, storey, { name: `${name} 底板`, outline: inner, floor, thick: 0.4, predefined: 'BASESLAB' });
    const column = columnType(model, 0.9, ceiling - floor - 0.25);
    columns.forEach(([x, y], number) => {
      model.element(column, { name: `${name} 柱 ${number + 1}`, storey, at: [x, y, floor] });
    });
  });
}

function isolationStorey(
  model: IfcModel,
  storey: Storey,
  { whole, placed, gap }: { whole: readonly Point[]; placed: readonly Bearing[]; gap: number },
): void {
  const inner = inset(whole, -gap);
  const moat = model.type({
    class: 'IfcWall',
    name: '隔震沟挡墙',
    predefined: 'RETAININGWALL',
    solids: () => [
      plate(FINISHES.concrete, inset(inner, -RETAINING_METRES), [0, -ISOLATION_FLOOR_METRES - 0.04], [inner]),
    ],
  });
  model.element(moat, {
    name: '隔震沟挡墙',
    storey,
    at: [0, 0, ISOLATION_FLOOR_METRES],
    sets: [{ name: 'HN_Pset_IsolationGap', properties: { ClearWidth: typed('IfcLengthMeasure', gap) } }],
  });
  slab(model, storey, {
    name: '隔震层底板',
    outline: inner,
    floor: ISOLATION_FLOOR_METRES,
    thick: 0.25,
    predefined: 'FLOOR',
  });
  const top = model.type({
    class: 'IfcColumn',
    name: '上支墩 1200',
    predefined: 'PILASTER',
    solids: () => [box(FINISHES.concrete, [-0.6, -0.6, 0], [0.6, 0.6, GIRDER_METRES[0] - CARRIED_METRES])],
  });
  for (const bearing of placed) {
    const { row, at, underside } = bearing;
    const axis = String(row['axis']);
    const tall = underside - ISOLATION_FLOOR_METRES;
    const pier = model.type({
      class: 'IfcColumn',
      name: `下支墩 1200 h${Math.round(tall * 1000)}`,
      predefined: 'PILASTER',
      solids: () => [box(FINISHES.concrete, [-0.6, -0.6, 0], [0.6, 0.6, tall])],
    });
    model.element(pier, { name: `下支墩 ${axis}`, storey, at: [...at, ISOLATION_FLOOR_METRES] });
    model.element(bearingType(model, bearing), {
      name: `隔震支座 ${axis}`,
      guid: String(row['ifc_guid']),
      tag: axis,
      storey,
      at: [...at, underside],
      sets: [bearingSet(row)],
    });
    model.element(top, { name: `上支墩 ${axis}`, storey, at: [...at, CARRIED_METRES] });
  }
  girders(model, storey, placed);
  dampers(model, storey, whole);
  crossings(model, storey, { south: must(whole[0])[1], gap });
  covers(model, storey, { whole, gap });
}

function bearingType(model: IfcModel, { row, heightMetres: high }: Bearing): ElementType {
  const kind = String(row['kind']);
  // A little within the size of the record, so that the register's own colours stand proud where it is shown.
  const radius = (Number(row['diameter_mm']) / 2000) * 0.985;
  const flange = high * 0.1;
  const layers = 7;
  const rubberType = (): Solid[] => [
    cylinder(FINISHES.steel, [0, 0, 0], radius, flange),
    cylinder(FINISHES.rubber, [0, 0, flange], radius * 0.82, high - 2 * flange),
    ...Array.from({ length: layers }, (_, layer) =>
      cylinder(
        FINISHES.steel,
        [0, 0, flange + ((layer + 0.75) / layers) * (high - 2 * flange)],
        radius * 0.84,
        0.01,
      ),
    ),
    cylinder(FINISHES.steel, [0, 0, high - flange], radius, flange),
  ];
  const slidingType = (): Solid[] => [
    cylinder(FINISHES.steel, [0, 0, 0], radius, flange),
    cylinder(FINISHES.rubber, [0, 0, flange], radius * 0.8, high * 0.55),
    cylinder(FINISHES.teflon, [0, 0, flange + high * 0.55], radius * 0.7, high * 0.08),
    box(FINISHES.stainless, [-radius, -radius, flange + high * 0.63], [radius, radius, high]),
  ];
  return model.type({
    class: 'IfcBearing',
    name: String(row['model']),
    predefined: 'ELASTOMERIC',
    solids: kind === 'ESB' ? slidingType : rubberType,
    sets: [
      {
        name: 'Pset_BearingCommon',
        properties: {
          DisplacementAccommodated: [true, true, kind !== 'ESB'],
          RotationAccommodated: [true, true, false],
        },
      },
    ],
  });
}

/** What the register says of a bearing and what does not change in its life. */
function bearingSet(row: Row): PropertySet {
  const length = (value: unknown): Value => typed('IfcLengthMeasure', Number(value) / 1000);
  return {
    name: 'HN_Pset_IsolationBearing',
    properties: {
      Kind: String(row['kind']),
      Axis: String(row['axis']),
      EffectiveDiameter: length(row['diameter_mm']),
      Height: length(row['height_mm']),
      TotalRubberThickness: length(row['rubber_thickness_mm']),
      ...(row['displacement_limit_mm'] === null
        ? {}
        : { RareEarthquakeDisplacementLimit: length(row['displacement_limit_mm']) }),
      Manufacturer: String(row['maker']),
      ProductionLotId: typed('IfcIdentifier', String(row['batch'])),
      SerialNumber: typed('IfcIdentifier', String(row['serial'])),
    },
  };
}

/** Along every row and column of the grid, between the outermost bearings. */
function girders(model: IfcModel, storey: Storey, placed: readonly Bearing[]): void {
  const [low, high] = GIRDER_METRES;
  const onGrid = placed.filter(({ row }) => row['kind'] !== 'ESB');
  for (const [along, across] of [
    [0, 1],
    [1, 0],
  ] as const) {
    const lines = Map.groupBy(onGrid, ({ at }) => Math.round(at[across] * 10));
    for (const members of lines.values()) {
      const stations = members.map(({ at }) => at[along]);
      const half = (Math.max(...stations) - Math.min(...stations)) / 2 + 0.6;
      const girder = model.type({
        class: 'IfcBeam',
        name: `隔震层主梁 500×900 L${Math.round(half * 2000)}`,
        predefined: 'BEAM',
        solids: () => [box(FINISHES.concrete, [-half, -0.25, 0], [half, 0.25, high - low])],
      });
      const middle = (Math.max(...stations) + Math.min(...stations)) / 2;
      const offset = must(members[0]).at[across];
      model.element(girder, {
        name: `隔震层主梁 ${along === 0 ? 'X' : 'Y'}${offset.toFixed(1)}`,
        storey,
        at: along === 0 ? [middle, offset, low] : [offset, middle, low],
        turnDegrees: along === 0 ? 0 : 90,
      });
    }
  }
}

/** Viscous dampers between the piers' floor and the carried floor, along both directions. */
function dampers(model: IfcModel, storey: Storey, whole: readonly Point[]): void {
  const reach = -ISOLATION_FLOOR_METRES + GIRDER_METRES[0];
  const type = model.type({
    class: 'IfcVibrationDamper',
    name: '黏滞阻尼器 VFD-800',
    predefined: 'VISCOUS',
    solids: () => [
      box(FINISHES.steel, [-1.3, -0.25, 0], [-1.1, 0.25, reach * 0.62]),
      cylinder(FINISHES.stainless, [-1.1, 0, reach * 0.5], 0.11, 1.2, 'x'),
      cylinder(FINISHES.steel, [0.1, 0, reach * 0.5], 0.055, 1, 'x'),
      box(FINISHES.steel, [1.1, -0.25, reach * 0.38], [1.3, 0.25, reach]),
    ],
  });
  const { minY, maxY } = boundsOf(whole);
  for (const x of DAMPER_X)
    for (const [side, y] of [
      ['南', minY + 5.6],
      ['北', maxY - 5.6],
    ] as const) {
      const turnDegrees = Math.abs(x) > 20 ? 0 : 90;
      model.element(type, {
        name: `阻尼器 ${side} ${x}`,
        storey,
        at: [x, y, ISOLATION_FLOOR_METRES],
        turnDegrees,
      });
    }
}

/** Pipes from the moat's wall into the building, with the slack that the gap asks for. */
function crossings(model: IfcModel, storey: Storey, { south, gap }: { south: number; gap: number }): void {
  for (const [x, diameterMm, use] of PIPES) {
    const radius = diameterMm / 2000;
    const sag = 0.25 + gap * 0.6;
    const hose = model.type({
      class: 'IfcPipeSegment',
      name: `隔震软管 DN${diameterMm}`,
      predefined: 'FLEXIBLESEGMENT',
      solids: () => [
        {
          kind: 'pipe',
          finish: FINISHES.braid,
          radius,
          path: Array.from({ length: 13 }, (_, step) => {
            const share = step / 12;
            return [0, -gap + share * (gap + 1.6), -sag * Math.sin(Math.PI * share)] as const;
          }),
        },
        cylinder(FINISHES.steel, [0, -gap, 0], radius * 1.5, 0.06, 'y'),
        cylinder(FINISHES.steel, [0, 1.54, 0], radius * 1.5, 0.06, 'y'),
      ],
    });
    const rigid = model.type({
      class: 'IfcPipeSegment',
      name: `钢管 DN${diameterMm}`,
      predefined: 'RIGIDSEGMENT',
      solids: () => [cylinder(FINISHES.steel, [0, 0, 0], radius, 12, 'y')],
    });
    model.element(hose, { name: `${use}软管 DN${diameterMm} ${x}`, storey, at: [x, south, -1.6] });
    model.element(rigid, { name: `${use}管 DN${diameterMm} ${x}`, storey, at: [x, south + 1.6, -1.6] });
  }
}

/** Plates that hang on the building and slide over the edge of the moat. */
function covers(
  model: IfcModel,
  storey: Storey,
  { whole, gap }: { whole: readonly Point[]; gap: number },
): void {
  for (const { at, widthMetres, turnDegrees, wall, index } of baysAlong(whole, 6)) {
    const cover = model.type({
      class: 'IfcPlate',
      name: `隔震缝盖板 ${Math.round(widthMetres * 1000)}`,
      predefined: 'COVER_PLATE',
      solids: () => [
        box(FINISHES.stainless, [-widthMetres / 2 + 0.01, -gap - 0.2, 0], [widthMetres / 2 - 0.01, 0, 0.03]),
      ],
    });
    model.element(cover, {
      name: `盖板 ${wall + 1}-${index + 1}`,
      storey,
      at: [...at, 0.06],
      turnDegrees,
    });
  }
}

function floorOf(
  model: IfcModel,
  storey: Storey,
  {
    outline,
    columns,
    cores,
    number,
  }: { outline: readonly Point[]; columns: readonly Point[]; cores: readonly Point[]; number: number },
): void {
  const floor = storey.elevationMetres;
  slab(model, storey, {
    name: `${storey.name} 楼板`,
    outline: inset(outline, WALL_METRES),
    floor,
    thick: SLAB_METRES,
    predefined: 'FLOOR',
  });
  const column = columnType(model, 0.8, STOREY_METRES - SLAB_METRES);
  columns.forEach(([x, y], index) =>
    model.element(column, { name: `${storey.name} 柱 ${index + 1}`, storey, at: [x, y, floor] }),
  );
  const core = model.type({
    class: 'IfcWall',
    name: '剪力墙筒 300',
    predefined: 'SHEAR',
    solids: () => {
      const { width, depth, wall } = CORE_METRES;
      const around = rectangle(-width / 2, -depth / 2, width / 2, depth / 2);
      return [plate(FINISHES.concrete, around, [0, STOREY_METRES - SLAB_METRES], [inset(around, wall)])];
    },
  });
  cores.forEach(([x, y], index) =>
    model.element(core, { name: `${storey.name} 核心筒 ${index + 1}`, storey, at: [x, y, floor] }),
  );
  for (const { at, widthMetres, turnDegrees, wall, index } of baysAlong(outline, BAY_METRES)) {
    const isTall = number === 1;
    const place = { storey, at: [...at, floor] as const, turnDegrees };
    const serial = `${storey.name}-${wall + 1}-${index + 1}`;
    model.element(bayWall(model, widthMetres, isTall), { ...place, name: `外墙 ${serial}` });
    model.element(bayWindow(model, widthMetres, isTall), { ...place, name: `窗 ${serial}` });
  }
  const { minX, maxX, maxY, minY } = boundsOf(outline);
  const corridor = rectangle(minX + WALL_METRES, 0, maxX - WALL_METRES, maxY - WALL_METRES);
  model.space(storey, `${storey.name}01`, {
    longName: number <= HALL_STOREYS ? '医技区' : '护理单元走廊与用房',
    outline: corridor,
    heightMetres: 2.8,
    areaM2: Math.round((maxX - minX - 2 * WALL_METRES) * (maxY - WALL_METRES)),
  });
  for (const [index, x] of [-36.7, 0, 36.7].entries())
    model.space(storey, `${storey.name}0${index + 2}`, {
      longName: number <= HALL_STOREYS ? '门诊与检查' : '病房',
      outline: rectangle(x - 10.5, minY + WALL_METRES, x + 10.5, 0),
      heightMetres: 2.8,
      areaM2: Math.round(21 * (-minY - WALL_METRES)),
    });
}

/** Sill and lintel of a bay; on the ground floor glass from floor to beam. */
function opening(widthMetres: number, isTall: boolean): [number, number, number, number] {
  const half = widthMetres * 0.39;
  return isTall ? [-half, 0.25, half, 3.3] : [-half, 0.9, half, 3.1];
}

/** Panel with its opening, a fin at each bay and a sunshade over it: shadow by day, depth from the street. */
function bayWall(model: IfcModel, widthMetres: number, isTall: boolean): ElementType {
  const half = widthMetres / 2;
  const [minX, minZ, maxX, maxZ] = opening(widthMetres, isTall);
  return model.type({
    class: 'IfcWall',
    name: `外墙 ${Math.round(widthMetres * 1000)}${isTall ? ' 首层' : ''}`,
    predefined: 'SOLIDWALL',
    solids: () => [
      panel(
        FINISHES.plaster,
        rectangle(-half, 0, half, STOREY_METRES),
        [0, WALL_METRES],
        [rectangle(minX, minZ, maxX, maxZ)],
      ),
      box(FINISHES.plaster, [-half, -0.45, maxZ + 0.15], [half, 0, maxZ + 0.27]),
      box(FINISHES.timber, [-half - 0.05, -0.32, 0], [-half + 0.05, 0, maxZ + 0.15]),
    ],
    sets: [
      {
        name: 'Pset_WallCommon',
        properties: {
          IsExternal: true,
          LoadBearing: false,
          ThermalTransmittance: typed('IfcThermalTransmittanceMeasure', 0.8),
        },
      },
    ],
  });
}

function bayWindow(model: IfcModel, widthMetres: number, isTall: boolean): ElementType {
  return model.type({
    class: 'IfcWindow',
    name: `窗 ${Math.round(widthMetres * 1000)}${isTall ? ' 首层' : ''}`,
    predefined: 'WINDOW',
    solids: () =>
      windowIn(opening(widthMetres, isTall), {
        panes: 3,
        y: WALL_METRES * 0.5,
        frame: FINISHES.aluminium,
        glass: FINISHES.glass,
      }),
    sets: [{ name: 'Pset_WindowCommon', properties: { IsExternal: true } }],
  });
}

function entrance(model: IfcModel, storey: Storey, south: number): void {
  const canopy = model.type({
    class: 'IfcSlab',
    name: '门廊雨篷',
    predefined: 'ROOF',
    solids: () => [
      box(FINISHES.plaster, [-9, -7, 4.2], [9, 0, 4.6]),
      ...[-8, 8].map((x) => box(FINISHES.aluminium, [x - 0.2, -6.6, 0.1], [x + 0.2, -6.2, 4.2])),
      box(FINISHES.timber, [-8.8, -6.8, 4.14], [8.8, -0.1, 4.2]),
    ],
  });
  model.element(canopy, { name: '门廊雨篷', storey, at: [0, south - 0.5, 0] });
}

/** The roof of a hall, with its parapet and a garden for the wards above. */
function terrace(model: IfcModel, storey: Storey, outline: readonly Point[]): void {
  const { minX, maxX, minY, maxY } = boundsOf(outline);
  const [middle, half] = [(minX + maxX) / 2, (maxX - minX) / 2];
  const depth = maxY - minY;
  const type = model.type({
    class: 'IfcSlab',
    name: `技术楼屋面 ${Math.round(half * 20) / 10}×${Math.round(depth * 10) / 10}`,
    predefined: 'ROOF',
    solids: () => [
      box(FINISHES.roof, [-half, 0, -SLAB_METRES], [half, depth, 0.02]),
      box(FINISHES.plaster, [-half, 0, 0], [half, WALL_METRES, PARAPET_METRES]),
      box(FINISHES.timber, [-half + 1.5, 1.5, 0.02], [half - 1.5, 4.5, 0.12]),
    ],
  });
  model.element(type, {
    name: `技术楼屋面 ${middle.toFixed(1)}`,
    storey,
    at: [middle, minY, storey.elevationMetres],
  });
}

function roof(model: IfcModel, storey: Storey, outline: readonly Point[]): void {
  const floor = storey.elevationMetres;
  slab(model, storey, {
    name: '屋面板',
    outline,
    floor,
    thick: SLAB_METRES,
    predefined: 'ROOF',
    finish: FINISHES.roof,
  });
  const parapet = model.type({
    class: 'IfcWall',
    name: '女儿墙',
    predefined: 'PARAPET',
    solids: () => [plate(FINISHES.plaster, outline, [0, PARAPET_METRES], [inset(outline, WALL_METRES)])],
  });
  model.element(parapet, { name: '女儿墙', storey, at: [0, 0, floor] });
  const lifts = model.type({
    class: 'IfcBuildingElementProxy',
    name: '电梯机房',
    predefined: 'NOTDEFINED',
    solids: () => [
      box(FINISHES.plaster, [-4, -3.6, 0], [4, 3.6, 4.2]),
      box(FINISHES.roof, [-4.2, -3.8, 4.2], [4.2, 3.8, 4.4]),
      box(FINISHES.aluminium, [-2.5, -3.66, 0.6], [2.5, -3.6, 3]),
    ],
  });
  const unit = model.type({
    class: 'IfcUnitaryEquipment',
    name: '屋顶空调机组',
    predefined: 'AIRCONDITIONINGUNIT',
    solids: () => [
      box(FINISHES.plant, [-2.4, -1.1, 0.3], [2.4, 1.1, 2.3]),
      ...[-1.6, 0, 1.6].map((x) => cylinder(FINISHES.aluminium, [x, 0, 2.3], 0.65, 0.25)),
      box(FINISHES.steel, [-2.5, -1.2, 0], [2.5, 1.2, 0.3]),
    ],
  });
  const collector = model.type({
    class: 'IfcSolarDevice',
    name: '光伏阵列',
    predefined: 'SOLARPANEL',
    solids: () => [
      ...Array.from({ length: 5 }, (_, row) =>
        box(FINISHES.solar, [-4.5, row * 1.6, 0.55], [4.5, row * 1.6 + 1.05, 0.62]),
      ),
      ...[-4, 0, 4].map((x) => box(FINISHES.steel, [x - 0.04, 0.2, 0], [x + 0.04, 7.2, 0.55])),
    ],
  });
  for (const x of [-42, -8.4, 33.6])
    model.element(lifts, { name: `电梯机房 ${x}`, storey, at: [x, 4.2, floor] });
  for (const x of [-30, -24, -18, 12, 18, 24])
    model.element(unit, { name: `空调机组 ${x}`, storey, at: [x, 12, floor], turnDegrees: 90 });
  for (const x of [-36.7, 36.7])
    model.element(collector, { name: `光伏阵列 ${x}`, storey, at: [x, -15, floor + 0.2] });
  const helipad = model.type({
    class: 'IfcSlab',
    name: '直升机停机坪',
    predefined: 'USERDEFINED',
    solids: () => [
      cylinder(FINISHES.concrete, [0, 0, 1.5], 9, 0.35),
      cylinder(FINISHES.aluminium, [0, 0, 0], 1.2, 1.5),
      ...[45, 135, 225, 315].map((angle) => {
        const [x, y] = [Math.cos((angle * Math.PI) / 180) * 6, Math.sin((angle * Math.PI) / 180) * 6];
        return box(FINISHES.steel, [x - 0.2, y - 0.2, 0], [x + 0.2, y + 0.2, 1.5]);
      }),
      ...[-1.8, 1.8].map((x) => box(FINISHES.plaster, [x - 0.3, -3, 1.85], [x + 0.3, 3, 1.88])),
      box(FINISHES.plaster, [-1.5, -0.3, 1.85], [1.5, 0.3, 1.88]),
    ],
  });
  model.element(helipad, { name: '直升机停机坪', storey, at: [0, -8.3, floor] });
  const guard = model.type({
    class: 'IfcRailing',
    name: '屋面护栏',
    predefined: 'GUARDRAIL',
    solids: () => railing(FINISHES.steel, 18, 1.1),
  });
  model.element(guard, { name: '停机坪护栏', storey, at: [0, 1.4, floor] });
}

function slab(
  model: IfcModel,
  storey: Storey,
  {
    name,
    outline,
    floor,
    thick,
    predefined,
    finish = FINISHES.concrete,
  }: {
    name: string;
    outline: readonly Point[];
    floor: number;
    thick: number;
    predefined: string;
    finish?: (typeof FINISHES)[keyof typeof FINISHES];
  },
): void {
  const type = model.type({
    class: 'IfcSlab',
    name,
    predefined,
    solids: () => [plate(finish, outline, [-thick, 0])],
  });
  model.element(type, { name, storey, at: [0, 0, floor] });
}

function columnType(model: IfcModel, sideMetres: number, heightMetres: number): ElementType {
  const half = sideMetres / 2;
  return model.type({
    class: 'IfcColumn',
    name: `柱 ${sideMetres * 1000}×${sideMetres * 1000} h${Math.round(heightMetres * 1000)}`,
    predefined: 'COLUMN',
    solids: () => [box(FINISHES.concrete, [-half, -half, 0], [half, half, heightMetres])],
  });
}
