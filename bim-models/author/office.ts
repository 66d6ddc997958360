/**
 * An office tower on its podium: curtain wall between slabs, columns around a core, and the spaces of every storey with
 * their areas.
 */
import { buildingPlan } from '@twin/gis-data/demo/building-plan.ts';
import type { Row } from '@twin/gis-data/demo/district.ts';
import { boundsOf, ringOf } from '@twin/gis-data/demo/polygon.ts';
import { baysAlong, inset } from './facade.ts';
import { FINISHES } from './finishes.ts';
import { IfcModel, type ElementType, type Storey } from './ifc-model.ts';
import { box, cylinder, plate, railing, rectangle, type Point, type Solid } from './solid.ts';
import { typed } from './step-file.ts';

const SLAB_METRES = 0.18;
const SPANDREL_METRES = 1;
const GLASS_BACK_METRES = 0.16;
/** Bays of the curtain wall, and of the columns behind it. */
const MULLION_METRES = 1.6;
const COLUMN_BAY_METRES = 9;
const COLUMN_INSET_METRES = 1.6;
const CORE = { halfX: 10.4, halfY: 8, wallMetres: 0.4 } as const;
/** Of the crown: how far it stands back, and where its screen ends below its block's height. */
const CROWN_STOREYS = 4;

/** @param crown the part on top of the tower */
export function office(tower: Row, crown: Row, timestamp: string): string {
  const plan = buildingPlan(tower);
  const model = new IfcModel({
    key: 'office',
    title: String(tower['name']),
    plan,
    groundMetres: Number(tower['ground_elevation_metres']),
    timestamp,
  });
  const outline = ringOf(tower.geom).map(plan.locate);
  const foot = Number(tower['min_height_metres']);
  const top = Number(tower['height_metres']);
  const storeys = Number(tower['floors_above']);
  const storeyMetres = (top - foot) / storeys;
  for (let number = 1; number <= storeys; number++) {
    const storey = model.storey(`${number}F`, foot + (number - 1) * storeyMetres);
    floorOf(model, storey, outline, storeyMetres);
    spaces(model, storey, outline, number);
  }
  const crownOutline = ringOf(crown.geom).map(plan.locate);
  const crownTop = Number(crown['height_metres']);
  roof(model, model.storey('屋面', top), { outline, crown: crownOutline, heightMetres: crownTop - top });
  return model.text();
}

function floorOf(model: IfcModel, storey: Storey, outline: readonly Point[], heightMetres: number): void {
  const floor = storey.elevationMetres;
  const clear = heightMetres - SLAB_METRES;
  const core = rectangle(-CORE.halfX, -CORE.halfY, CORE.halfX, CORE.halfY);
  const slab = model.type({
    class: 'IfcSlab',
    name: '压型钢板组合楼板 180',
    predefined: 'FLOOR',
    solids: () => [
      plate(
        FINISHES.concrete,
        inset(outline, GLASS_BACK_METRES),
        [-SLAB_METRES, 0],
        [inset(core, CORE.wallMetres)],
      ),
    ],
  });
  model.element(slab, {
    name: `${storey.name} 楼板`,
    storey,
    at: [0, 0, floor],
    quantities: {
      name: 'Qto_SlabBaseQuantities',
      values: { Width: SLAB_METRES, GrossArea: areaOf(outline) - areaOf(core) },
    },
  });
  const walls = model.type({
    class: 'IfcWall',
    name: '核心筒剪力墙 400',
    predefined: 'SHEAR',
    solids: () => [
      plate(
        FINISHES.concrete,
        core,
        [0, clear],
        [
          rectangle(-CORE.halfX + 0.4, -CORE.halfY + 0.4, -3, CORE.halfY - 0.4),
          rectangle(-2.6, -CORE.halfY + 0.4, 2.6, CORE.halfY - 0.4),
          rectangle(3, -CORE.halfY + 0.4, CORE.halfX - 0.4, CORE.halfY - 0.4),
        ],
      ),
    ],
  });
  model.element(walls, { name: `${storey.name} 核心筒`, storey, at: [0, 0, floor] });
  const door = model.type({
    class: 'IfcDoor',
    name: '电梯厅门 1100×2200',
    predefined: 'DOOR',
    solids: () => [box(FINISHES.stainless, [-0.55, -0.05, 0], [0.55, 0.05, 2.2])],
  });
  for (const x of [-7, -5, 5, 7])
    model.element(door, { name: `${storey.name} 门 ${x}`, storey, at: [x, -CORE.halfY, floor] });
  const column = model.type({
    class: 'IfcColumn',
    name: '型钢混凝土柱 900',
    predefined: 'COLUMN',
    solids: () => [cylinder(FINISHES.concrete, [0, 0, 0], 0.45, clear)],
  });
  columnsAlong(outline).forEach(([x, y], index) =>
    model.element(column, { name: `${storey.name} 柱 ${index + 1}`, storey, at: [x, y, floor] }),
  );
  const ceiling = model.type({
    class: 'IfcCovering',
    name: '吊顶',
    predefined: 'CEILING',
    solids: () => [plate(FINISHES.partition, inset(outline, 0.6), [clear - 0.75, clear - 0.72], [core])],
  });
  model.element(ceiling, { name: `${storey.name} 吊顶`, storey, at: [0, 0, floor] });
  for (const { at, widthMetres, turnDegrees, wall } of baysAlong(outline, Infinity)) {
    const type = curtain(model, widthMetres, heightMetres);
    model.element(type, {
      name: `${storey.name} 幕墙 ${'南东北西'.charAt(wall)}`,
      storey,
      at: [...at, floor],
      turnDegrees,
    });
  }
}

/** One side of a storey: spandrel before the slab, glass above it, fins at every bay, a light shelf. */
function curtain(model: IfcModel, widthMetres: number, heightMetres: number): ElementType {
  const half = widthMetres / 2;
  const bays = Math.round(widthMetres / MULLION_METRES);
  const low = -SLAB_METRES - 0.35;
  return model.type({
    class: 'IfcCurtainWall',
    name: `单元式幕墙 ${Math.round(widthMetres * 1000)}`,
    predefined: 'USERDEFINED',
    solids: () => [
      box(FINISHES.spandrel, [-half, 0, low], [half, GLASS_BACK_METRES, low + SPANDREL_METRES]),
      box(FINISHES.glass, [-half, 0.06, low + SPANDREL_METRES], [half, 0.1, low + heightMetres]),
      box(
        FINISHES.aluminium,
        [-half, -0.12, low + SPANDREL_METRES],
        [half, 0.1, low + SPANDREL_METRES + 0.08],
      ),
      ...Array.from({ length: bays + 1 }, (_, bay): Solid => {
        const x = -half + 0.03 + (bay / bays) * (widthMetres - 0.06);
        return box(FINISHES.aluminium, [x - 0.03, -0.22, low], [x + 0.03, 0.08, low + heightMetres]);
      }),
    ],
    sets: [
      {
        name: 'Pset_CurtainWallCommon',
        properties: {
          IsExternal: true,
          ThermalTransmittance: typed('IfcThermalTransmittanceMeasure', 2.2),
        },
      },
    ],
  });
}

function spaces(model: IfcModel, storey: Storey, outline: readonly Point[], number: number): void {
  const { minX, maxX, minY, maxY } = boundsOf(inset(outline, GLASS_BACK_METRES + 0.1));
  const rooms: readonly (readonly [name: string, outline: Point[]])[] = [
    ['南区开敞办公', rectangle(minX, minY, maxX, -CORE.halfY)],
    ['北区开敞办公', rectangle(minX, CORE.halfY, maxX, maxY)],
    ['西区办公', rectangle(minX, -CORE.halfY, -CORE.halfX, 0)],
    ['西区会议室', rectangle(minX, 0, -CORE.halfX, CORE.halfY)],
    ['东区办公', rectangle(CORE.halfX, -CORE.halfY, maxX, 0)],
    ['东区会议室', rectangle(CORE.halfX, 0, maxX, CORE.halfY)],
    ['电梯厅', rectangle(-2.6, -CORE.halfY + 0.4, 2.6, CORE.halfY - 0.4)],
    ['设备间', rectangle(3, -CORE.halfY + 0.4, CORE.halfX - 0.4, CORE.halfY - 0.4)],
    ['卫生间', rectangle(-CORE.halfX + 0.4, -CORE.halfY + 0.4, -3, CORE.halfY - 0.4)],
  ];
  rooms.forEach(([longName, room], index) =>
    model.space(storey, `${number}${String(index + 1).padStart(2, '0')}`, {
      longName,
      outline: room,
      heightMetres: 2.9,
      areaM2: areaOf(room),
    }),
  );
}

/** The crown: plant behind a screen of fins, that ends the tower. */
function roof(
  model: IfcModel,
  storey: Storey,
  {
    outline,
    crown,
    heightMetres,
  }: { outline: readonly Point[]; crown: readonly Point[]; heightMetres: number },
): void {
  const floor = storey.elevationMetres;
  const slab = model.type({
    class: 'IfcSlab',
    name: '屋面板',
    predefined: 'ROOF',
    solids: () => [plate(FINISHES.roof, outline, [-SLAB_METRES, 0.02])],
  });
  model.element(slab, { name: '屋面板', storey, at: [0, 0, floor] });
  const parapet = model.type({
    class: 'IfcWall',
    name: '女儿墙',
    predefined: 'PARAPET',
    solids: () => [plate(FINISHES.spandrel, outline, [-0.5, 1.4], [inset(outline, 0.3)])],
  });
  model.element(parapet, { name: '女儿墙', storey, at: [0, 0, floor] });
  const plantRoom = model.type({
    class: 'IfcWall',
    name: '屋顶设备层',
    predefined: 'SOLIDWALL',
    solids: () => [
      plate(FINISHES.plaster, inset(crown, 1.2), [0, heightMetres * 0.72], [inset(crown, 1.5)]),
      plate(FINISHES.roof, inset(crown, 1.2), [heightMetres * 0.72, heightMetres * 0.72 + 0.2]),
    ],
  });
  model.element(plantRoom, { name: '屋顶设备层', storey, at: [0, 0, floor] });
  for (const { at, widthMetres, turnDegrees, wall, index } of baysAlong(crown, COLUMN_BAY_METRES)) {
    const screen = model.type({
      class: 'IfcCurtainWall',
      name: `塔冠格栅 ${Math.round(widthMetres * 1000)}`,
      predefined: 'USERDEFINED',
      solids: () => screenOf(widthMetres, heightMetres),
    });
    model.element(screen, { name: `塔冠 ${wall + 1}-${index + 1}`, storey, at: [...at, floor], turnDegrees });
  }
  const tower = model.type({
    class: 'IfcUnitaryEquipment',
    name: '冷却塔',
    predefined: 'USERDEFINED',
    solids: () => [
      box(FINISHES.plant, [-2, -2, 0.4], [2, 2, 3.4]),
      cylinder(FINISHES.aluminium, [0, 0, 3.4], 1.5, 0.6),
      box(FINISHES.steel, [-2.1, -2.1, 0], [2.1, 2.1, 0.4]),
    ],
  });
  for (const x of [-9, -3, 3, 9])
    model.element(tower, { name: `冷却塔 ${x}`, storey, at: [x, 0, floor + heightMetres * 0.72 + 0.2] });
  const guard = model.type({
    class: 'IfcRailing',
    name: '屋面护栏',
    predefined: 'GUARDRAIL',
    solids: () => railing(FINISHES.steel, 12, 1.1),
  });
  for (const y of [-16, 16]) model.element(guard, { name: `护栏 ${y}`, storey, at: [0, y, floor] });
}

/** Fins between rails at every storey that the crown would have. */
function screenOf(widthMetres: number, heightMetres: number): Solid[] {
  const half = widthMetres / 2;
  const fins = Math.round(widthMetres / 0.9);
  return [
    ...Array.from({ length: CROWN_STOREYS + 1 }, (_, rail) => {
      const z = (rail / CROWN_STOREYS) * (heightMetres - 0.3);
      return box(FINISHES.spandrel, [-half, 0, z], [half, 0.25, z + 0.3]);
    }),
    ...Array.from({ length: fins }, (_, fin) => {
      const x = -half + ((fin + 0.5) / fins) * widthMetres;
      return box(FINISHES.aluminium, [x - 0.05, -0.2, 0], [x + 0.05, 0.2, heightMetres]);
    }),
  ];
}

function columnsAlong(outline: readonly Point[]): Point[] {
  const line = inset(outline, COLUMN_INSET_METRES);
  return baysAlong(line, COLUMN_BAY_METRES).map(({ at, widthMetres, turnDegrees }): Point => {
    const turn = (turnDegrees * Math.PI) / 180;
    // Columns stand between the bays, the first at the corner.
    return [at[0] - (Math.cos(turn) * widthMetres) / 2, at[1] - (Math.sin(turn) * widthMetres) / 2];
  });
}

function areaOf(outline: readonly Point[]): number {
  const { minX, maxX, minY, maxY } = boundsOf(outline);
  return (maxX - minX) * (maxY - minY);
}
