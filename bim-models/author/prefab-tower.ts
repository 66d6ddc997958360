/**
 * The prefabricated housing tower. Every piece of the register (table prefab_part) that has its place in the building:
 * same GlobalIds, places and sizes, with what its factory and site have recorded. The two lower storeys, the core and the
 * roof are cast in place.
 */
import { buildingPlan } from '@twin/gis-data/demo/building-plan.ts';
import type { Row } from '@twin/gis-data/demo/district.ts';
import { localMetres } from '@twin/gis-data/demo/frame.ts';
import { boundsOf, ringOf } from '@twin/gis-data/demo/polygon.ts';
import { inset } from './facade.ts';
import { FINISHES, type Finish } from './finishes.ts';
import {
  IfcModel,
  type ElementClass,
  type ElementType,
  type PropertySet,
  type Quantities,
  type Storey,
} from './ifc-model.ts';
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
import { typed } from './step-file.ts';

const STOREY_METRES = 3;
/** Cast in place, with the same plan as those above. */
const CAST_STOREYS = 2;
/** The first storey of the register, whose plan all others repeat. */
const TYPICAL = `${CAST_STOREYS + 1}F`;
const PARAPET_METRES = 1.1;
/** Of the core in the middle of the plan, which holds stairs and lifts. */
const CORE = { x: 3, y: 4.6, wall: 0.2, heightMetres: 2.87 } as const;
const CORRIDOR = { x: 11.7, y: 2.9 } as const;
/** Behind a loggia's railing the flat is closed by glass, this far from the outer wall. */
const LOGGIA_METRES = 1.5;

type Piece = {
  readonly row: Row;
  readonly kind: string;
  /** In the plan; z above the tower's ground. */
  readonly at: Point;
  readonly z: number;
  readonly turnDegrees: 0 | 90;
  readonly lengthMetres: number;
  readonly widthMetres: number;
  readonly heightMetres: number;
};

export function prefabTower(tower: Row, parts: readonly Row[], timestamp: string): string {
  const plan = buildingPlan(tower);
  const groundMetres = Number(tower['ground_elevation_metres']);
  const model = new IfcModel({
    key: 'prefab-tower',
    title: String(tower['name']),
    plan,
    groundMetres,
    timestamp,
  });
  const outline = ringOf(tower.geom).map(plan.locate);
  const pieces = parts
    // The first piece of a place, which was broken: it is in the register, not in the building.
    .filter((row) => row['state'] !== 'scrapped')
    .map((row): Piece => {
      if (row.geom.type !== 'Point') throw new Error(`${row.id} is no point`);
      const [longitude = 0, latitude = 0, z = 0] = row.geom.coordinates;
      const turn = (plan.bearingDegrees - Number(row['bearing_degrees']) + 360) % 180;
      return {
        row,
        kind: String(row['kind']),
        at: plan.locate(localMetres(longitude, latitude)),
        z: z - groundMetres,
        turnDegrees: turn > 45 && turn < 135 ? 90 : 0,
        lengthMetres: Number(row['length_mm']) / 1000,
        widthMetres: Number(row['width_mm']) / 1000,
        heightMetres: Number(row['height_mm']) / 1000,
      };
    });
  const byStorey = Map.groupBy(pieces, ({ row }) => String(row['storey']));
  const typical = byStorey.get(TYPICAL) ?? [];
  const loggias = typical.filter(({ kind }) => kind === 'balcony');
  const storeys = Number(tower['floors_above']);
  for (let number = 1; number <= storeys; number++) {
    const floor = (number - 1) * STOREY_METRES;
    const storey = model.storey(`${number}F`, floor);
    const isCast = number <= CAST_STOREYS;
    const lowered = (CAST_STOREYS + 1 - number) * STOREY_METRES;
    for (const piece of isCast ? typical : (byStorey.get(storey.name) ?? [])) {
      const { class: kind, predefined, solids } = bodyOf(piece, loggias, outline);
      const type = model.type({
        class: kind,
        name: `${designator(piece, loggias, outline)}${isCast ? ' 现浇' : ''}`,
        predefined,
        solids: () => solids(isCast ? FINISHES.concrete : FINISHES.precast),
        sets: [...wallCommon(piece), ...(isCast ? [] : [CONCRETE])],
      });
      const { row, at, z, turnDegrees } = piece;
      model.element(type, {
        name: isCast ? `${storey.name} ${String(row['piece_mark']).slice(7)}` : String(row['piece_mark']),
        ...(isCast ? {} : { guid: String(row['ifc_guid']), tag: String(row['location_no']) }),
        storey,
        at: [...at, isCast ? z - lowered : z],
        turnDegrees,
        ...(isCast
          ? {}
          : {
              sets: [fabrication(row, designator(piece, loggias, outline))],
              quantities: quantitiesOf(piece),
            }),
      });
    }
    core(model, storey);
    for (const loggia of loggias) glazing(model, storey, loggia);
  }
  roof(model, model.storey('屋面', storeys * STOREY_METRES), outline);
  return model.text();
}

const CONCRETE: PropertySet = {
  name: 'Pset_ConcreteElementGeneral',
  properties: { AssemblyPlace: 'FACTORY', CastingMethod: 'PRECAST' },
};

/** A façade panel hangs before the structure; every other wall of the register bears. */
function wallCommon({ kind }: Piece): PropertySet[] {
  return kind === 'wall' || kind === 'facade' ? [wallSet(kind === 'wall', true)] : [];
}

function wallSet(bears: boolean, isExternal: boolean): PropertySet {
  return { name: 'Pset_WallCommon', properties: { LoadBearing: bears, IsExternal: isExternal } };
}

function fabrication(row: Row, typeDesignator: string): PropertySet {
  const dateTime = (column: string) => typed('IfcDateTime', `${String(row[column])}T00:00:00`);
  return {
    name: 'Pset_PrecastConcreteElementFabrication',
    properties: {
      TypeDesignator: typeDesignator,
      ...(typeof row['batch'] === 'string' ? { ProductionLotId: typed('IfcIdentifier', row['batch']) } : {}),
      SerialNumber: typed('IfcIdentifier', String(row['serial'])),
      PieceMark: String(row['piece_mark']),
      AsBuiltLocationNumber: String(row['location_no']),
      ...(row['produced_on'] === null ? {} : { ActualProductionDate: dateTime('produced_on') }),
      ...(row['erected_on'] === null ? {} : { ActualErectionDate: dateTime('erected_on') }),
    },
  };
}

const QUANTITIES: Readonly<Record<string, string>> = {
  wall: 'Qto_WallBaseQuantities',
  facade: 'Qto_WallBaseQuantities',
  slab: 'Qto_SlabBaseQuantities',
  balcony: 'Qto_SlabBaseQuantities',
  stair: 'Qto_StairFlightBaseQuantities',
};

function quantitiesOf({ kind, row, lengthMetres, widthMetres, heightMetres }: Piece): Quantities {
  return {
    name: QUANTITIES[kind] ?? 'HN_Qto_BathroomPod',
    values: {
      Length: lengthMetres,
      Width: widthMetres,
      Height: heightMetres,
      GrossVolume: lengthMetres * widthMetres * heightMetres,
      GrossWeight: Number(row['weight_kg']),
    },
  };
}

/** Where an outer wall stands before a loggia, it is a frame with a railing instead of a window. */
function isBeforeLoggia({ kind, at: [x, y], turnDegrees }: Piece, loggias: readonly Piece[]): boolean {
  return (
    kind === 'wall' &&
    turnDegrees === 0 &&
    loggias.some(
      (loggia) =>
        Math.abs(Math.abs(y) - Math.abs(loggia.at[1]) - LOGGIA_METRES / 2) < 0.3 &&
        Math.sign(y) === Math.sign(loggia.at[1]) &&
        Math.abs(x - loggia.at[0]) < loggia.lengthMetres / 2,
    )
  );
}

/** What a factory calls all pieces of one form. */
function designator(piece: Piece, loggias: readonly Piece[], outline: readonly Point[]): string {
  const { kind, lengthMetres } = piece;
  const size = Math.round(lengthMetres * 100);
  switch (kind) {
    case 'wall':
      return isBeforeLoggia(piece, loggias)
        ? `WL-${size}`
        : isOuter(piece, outline)
          ? `WQC-${size}`
          : `WQ-${size}`;
    case 'facade':
      return `WG-${size}`;
    case 'slab':
      return `DBS-${size}`;
    case 'balcony':
      return `YTB-${size}`;
    case 'stair':
      return `ST-${size}`;
    default:
      return `JCW-${size}`;
  }
}

/** On the tower's outermost sides, not in the notches. */
function isOuter({ at: [x, y], turnDegrees }: Piece, outline: readonly Point[]): boolean {
  const { maxX, maxY } = boundsOf(outline);
  return turnDegrees === 0 ? maxY - Math.abs(y) < 0.5 : maxX - Math.abs(x) < 0.5;
}

type Body = {
  readonly class: ElementClass;
  readonly predefined: string;
  readonly solids: (concrete: Finish) => Solid[];
};

/** The form of a piece: x along its length, y across, z from its underside. */
function bodyOf(piece: Piece, loggias: readonly Piece[], outline: readonly Point[]): Body {
  const { kind, lengthMetres: long, widthMetres: wide, heightMetres: high } = piece;
  const [halfX, halfY] = [long / 2, wide / 2];
  switch (kind) {
    case 'wall':
    case 'facade': {
      const face = rectangle(-halfX, 0, halfX, high);
      if (isBeforeLoggia(piece, loggias)) {
        const [x, z] = [halfX - 0.2, high - 0.35];
        return wallBody((concrete) => [
          panel(concrete, face, [-halfY, halfY], [rectangle(-x, 0.12, x, z)]),
          ...railing(FINISHES.aluminium, 2 * x, 1.1),
        ]);
      }
      const [from, to] = isOuter(piece, outline) ? [0.75, 2.4] : kind === 'facade' ? [0.3, 2.5] : [1.3, 2.3];
      const half = Math.min(1.1, halfX - 0.45);
      return wallBody((concrete) => [
        panel(concrete, face, [-halfY, halfY], [rectangle(-half, from, half, to)]),
        ...windowIn([-half, from, half, to], {
          panes: half > 0.8 ? 2 : 1,
          frame: FINISHES.aluminium,
          glass: FINISHES.glass,
        }),
        box(concrete, [-half - 0.06, -halfY - 0.06, from - 0.08], [half + 0.06, halfY + 0.06, from]),
      ]);
    }
    case 'slab':
    case 'balcony':
      return {
        class: 'IfcSlab',
        predefined: 'FLOOR',
        solids: (concrete) => [box(concrete, [-halfX, -halfY, 0], [halfX, halfY, high])],
      };
    case 'stair':
      return {
        class: 'IfcStairFlight',
        predefined: 'STRAIGHT',
        solids: (concrete) => [stairs(concrete, long, wide, high)],
      };
    default:
      return {
        class: 'IfcElementAssembly',
        predefined: 'USERDEFINED',
        solids: () => pod(long, wide, high),
      };
  }
}

function wallBody(solids: Body['solids']): Body {
  return { class: 'IfcWall', predefined: 'ELEMENTEDWALL', solids };
}

/** A flight seen from its side, as wide as it is. */
function stairs(concrete: Finish, long: number, wide: number, high: number): Solid {
  const steps = 9;
  const outline: Point[] = [[-long / 2, 0]];
  for (let step = 0; step < steps; step++) {
    const z = ((step + 1) / steps) * high;
    outline.push([-long / 2 + (step / steps) * long, z], [-long / 2 + ((step + 1) / steps) * long, z]);
  }
  outline.push([long / 2, high - 0.3], [-long / 2 + 0.35, 0]);
  return panel(concrete, outline.toReversed(), [-wide / 2, wide / 2]);
}

/** Floor tray, walls with a door, ceiling, basin and shower. */
function pod(long: number, wide: number, high: number): Solid[] {
  const [x, y] = [long / 2, wide / 2];
  const around = rectangle(-x, -y, x, y);
  return [
    box(FINISHES.ceramic, [-x, -y, 0], [x, y, 0.08]),
    plate(
      FINISHES.ceramic,
      around,
      [0.08, high - 0.05],
      [rectangle(-x + 0.05, -y + 0.05, x - 0.05, y - 0.05)],
    ),
    box(FINISHES.ceramic, [-x, -y, high - 0.05], [x, y, high]),
    box(FINISHES.timber, [x - 0.06, -0.4, 0.08], [x, 0.4, 2.1]),
  ];
}

function core(model: IfcModel, storey: Storey): void {
  const floor = storey.elevationMetres;
  const walls = model.type({
    class: 'IfcWall',
    name: '现浇核心筒 200',
    predefined: 'SHEAR',
    sets: [wallSet(true, false)],
    solids: () => {
      const around = rectangle(-CORE.x, -CORE.y, CORE.x, CORE.y);
      return [plate(FINISHES.concrete, around, [0, CORE.heightMetres], [inset(around, CORE.wall)])];
    },
  });
  model.element(walls, { name: `${storey.name} 核心筒`, storey, at: [0, 0, floor] });
  const corridor = model.type({
    class: 'IfcSlab',
    name: '现浇公共区楼板 130',
    predefined: 'FLOOR',
    solids: () => [
      box(
        FINISHES.concrete,
        [-CORRIDOR.x, -CORRIDOR.y, CORE.heightMetres],
        [CORRIDOR.x, CORRIDOR.y, STOREY_METRES],
      ),
    ],
  });
  model.element(corridor, { name: `${storey.name} 公共区楼板`, storey, at: [0, 0, floor] });
}

/** Sliding doors between a loggia and its flat. */
function glazing(model: IfcModel, storey: Storey, { at: [x, y], lengthMetres }: Piece): void {
  const half = lengthMetres / 2;
  const type = model.type({
    class: 'IfcWindow',
    name: `阳台推拉门 ${Math.round(lengthMetres * 1000)}`,
    predefined: 'WINDOW',
    solids: () => [
      ...windowIn([-half, 0.05, half, 2.5], {
        panes: 4,
        frame: FINISHES.aluminium,
        glass: FINISHES.glass,
      }),
      box(FINISHES.partition, [-half, -0.06, 2.5], [half, 0.06, CORE.heightMetres]),
    ],
  });
  const behind = y - Math.sign(y) * (LOGGIA_METRES / 2);
  model.element(type, {
    name: `${storey.name} 阳台门 ${x > 0 ? '东' : '西'}${y > 0 ? '北' : '南'}`,
    storey,
    at: [x, behind, storey.elevationMetres],
  });
}

function roof(model: IfcModel, storey: Storey, outline: readonly Point[]): void {
  const floor = storey.elevationMetres;
  const put = (
    kind: ElementClass,
    name: string,
    predefined: string,
    at: Point,
    solids: () => Solid[],
    sets: PropertySet[] = [],
  ): void => {
    const type: ElementType = model.type({ class: kind, name, predefined, solids, sets });
    model.element(type, { name: `${name} ${at.join(' ')}`, storey, at: [...at, floor] });
  };
  put('IfcSlab', '屋面板 120', 'ROOF', [0, 0], () => [plate(FINISHES.roof, outline, [-0.12, 0.02])]);
  put(
    'IfcWall',
    '女儿墙',
    'PARAPET',
    [0, 0],
    () => [plate(FINISHES.concrete, outline, [0, PARAPET_METRES], [inset(outline, 0.2)])],
    [wallSet(false, true)],
  );
  put('IfcWall', '楼电梯间', 'SOLIDWALL', [0, 0], () => [
    box(FINISHES.plaster, [-CORE.x, -CORE.y, 0], [CORE.x, CORE.y, 4.3]),
    box(FINISHES.roof, [-CORE.x - 0.2, -CORE.y - 0.2, 4.3], [CORE.x + 0.2, CORE.y + 0.2, 4.5]),
    box(FINISHES.aluminium, [-1, -CORE.y - 0.05, 0.2], [1, -CORE.y, 2.3]),
  ]);
  for (const x of [-9, 9]) {
    for (const y of [-7.6, 7.6])
      put('IfcSolarDevice', '太阳能热水集热器', 'SOLARCOLLECTOR', [x, y], () =>
        Array.from({ length: 3 }, (_, row) =>
          box(FINISHES.solar, [-3.6, -2.4 + row * 1.8, 0.4], [3.6, -1.2 + row * 1.8, 0.48]),
        ),
      );
    put('IfcTank', '屋顶水箱', 'BASIN', [x * 0.62, 0], () => [
      cylinder(FINISHES.stainless, [0, 0, 0.3], 1.1, 2.2),
      box(FINISHES.concrete, [-1.2, -1.2, 0], [1.2, 1.2, 0.3]),
    ]);
  }
}
