/** Green spaces by the classes of CJJ/T 85-2017, and every tree: in rows along streets, in groves, gardens and palms by the sea. */
import { belts } from '../../demo/belts.ts';
import type { BlockUse } from '../../demo/plan.ts';
import type { Layout, TreeKind } from '../../demo/blocks/site.ts';
import type { Demo, Row } from '../../demo/district.ts';
import { localMetres, type Point } from '../../demo/frame.ts';
import { elevationAt } from '../../demo/ground.ts';
import { layouts } from '../../demo/layouts.ts';
import { beside, must } from '../../demo/line.ts';
import { bridges, links, streets, type Street } from '../../demo/plan.ts';
import { contains, polygonArea, type Ring } from '../../demo/polygon.ts';
import type { Random } from '../../demo/random.ts';
import { riversideLand } from '../../demo/riverside-land.ts';
import { centimetres, multiPolygon, pointOnGround } from '../../demo/shapes.ts';
import { faceRing } from '../../demo/street-network.ts';
import { spanOf, streetSurfaces } from '../../demo/street-surfaces.ts';

type Species = {
  readonly zh: string;
  readonly latin: string;
  readonly form: 'broadleaf' | 'palm' | 'conifer' | 'shrub';
  /** Metres of height and, as a share of it, of crown. */
  readonly height: readonly [number, number];
  readonly crown: readonly [number, number];
};
type Spot = {
  readonly at: Point;
  readonly kind: TreeKind;
  readonly species?: Species;
  readonly green: string | null;
};

/** All trees of the district; the gardens give way until the number is right. */
const TREES = 20_000;
const STREET_SPACING_METRES = 9;
const BELT_ROWS_METRES = [7, 17, 27] as const;
const BELT_SPACING_METRES = 11;
const CLEAR_OF_LAMP_METRES = 2.6;
/** A median begins behind the crossing, which is wider than the mouth of the street. */
const CLEAR_OF_JUNCTION_METRES = 7.4;
const ANCIENT_TREES = 24;

const SHADE: readonly Species[] = [
  { zh: '小叶榕', latin: 'Ficus microcarpa', form: 'broadleaf', height: [6, 12], crown: [0.75, 1] },
  { zh: '凤凰木', latin: 'Delonix regia', form: 'broadleaf', height: [6, 11], crown: [0.8, 1.05] },
  { zh: '小叶榄仁', latin: 'Terminalia neotaliala', form: 'broadleaf', height: [7, 13], crown: [0.5, 0.65] },
  { zh: '海南红豆', latin: 'Ormosia pinnata', form: 'broadleaf', height: [5, 9], crown: [0.7, 0.9] },
  { zh: '秋枫', latin: 'Bischofia javanica', form: 'broadleaf', height: [7, 12], crown: [0.65, 0.85] },
  { zh: '黄槿', latin: 'Talipariti tiliaceum', form: 'broadleaf', height: [5, 8], crown: [0.75, 0.95] },
  { zh: '雨树', latin: 'Samanea saman', form: 'broadleaf', height: [8, 13], crown: [0.95, 1.2] },
  { zh: '红花羊蹄甲', latin: 'Bauhinia × blakeana', form: 'broadleaf', height: [5, 8], crown: [0.7, 0.9] },
];
const COCONUT: Species = {
  zh: '椰子',
  latin: 'Cocos nucifera',
  form: 'palm',
  height: [7, 13],
  crown: [0.5, 0.62],
};
const PALMS: readonly Species[] = [
  COCONUT,
  COCONUT,
  { zh: '大王椰', latin: 'Roystonea regia', form: 'palm', height: [9, 15], crown: [0.34, 0.42] },
  { zh: '假槟榔', latin: 'Archontophoenix alexandrae', form: 'palm', height: [6, 11], crown: [0.34, 0.44] },
];
const SMALL: readonly Species[] = [
  { zh: '鸡蛋花', latin: 'Plumeria rubra', form: 'broadleaf', height: [3, 5], crown: [0.8, 1] },
  { zh: '三角梅', latin: 'Bougainvillea spectabilis', form: 'shrub', height: [1.8, 3], crown: [0.9, 1.2] },
  { zh: '大叶紫薇', latin: 'Lagerstroemia speciosa', form: 'broadleaf', height: [4, 6.5], crown: [0.6, 0.8] },
  { zh: '朱缨花', latin: 'Calliandra haematocephala', form: 'shrub', height: [1.5, 2.6], crown: [0.9, 1.2] },
];
/** By the sea against the wind; its outline is a conifer's. */
const CASUARINA: Species = {
  zh: '木麻黄',
  latin: 'Casuarina equisetifolia',
  form: 'conifer',
  height: [9, 16],
  crown: [0.32, 0.42],
};
const OLD: readonly Species[] = [
  { zh: '榕树', latin: 'Ficus microcarpa', form: 'broadleaf', height: [14, 21], crown: [1, 1.3] },
  { zh: '酸豆', latin: 'Tamarindus indica', form: 'broadleaf', height: [12, 18], crown: [0.9, 1.1] },
  { zh: '荔枝', latin: 'Litchi chinensis', form: 'broadleaf', height: [9, 13], crown: [0.9, 1.1] },
  { zh: '见血封喉', latin: 'Antiaris toxicaria', form: 'broadleaf', height: [18, 26], crown: [0.6, 0.8] },
];
/** Avenues of palms; the others have one shade tree each. */
const PALM_STREETS = new Set(['N06', 'N12', 'E05', 'E10', 'N09', 'E01']);

/** Class and sub-class of the green of a block; what has none is absent. */
const GREEN_OF: Partial<Readonly<Record<BlockUse, readonly [cls: string, sub: string]>>> = {
  park: ['G1', 'G12'],
  'pocket-park': ['G1', 'G14'],
  river: ['G1', 'G139'],
  shore: ['G1', 'G11'],
  'country-park': ['EG', 'EG1'],
  'walk-up': ['XG', 'RG'],
  slabs: ['XG', 'RG'],
  towers: ['XG', 'RG'],
  villas: ['XG', 'RG'],
  office: ['XG', 'BG'],
  commercial: ['XG', 'BG'],
  hotel: ['XG', 'BG'],
  government: ['XG', 'AG'],
  school: ['XG', 'AG'],
  hospital: ['XG', 'AG'],
  culture: ['XG', 'AG'],
  sport: ['XG', 'AG'],
  industrial: ['XG', 'WG'],
  depot: ['XG', 'SG'],
  waterworks: ['XG', 'UG'],
};
const CITY_PARK = '望海公园';
/** Estates have gardens on both sides of their ring drive. */
const RING_DRIVE_METRES: Partial<Readonly<Record<BlockUse, readonly [outer: number, inner: number]>>> = {
  'walk-up': [17, 21.5],
  slabs: [17, 22.5],
  towers: [17, 22.5],
};

export const demo: Demo = ({ random, made }) => {
  const spaces = greenSpaces();
  const dice = random('trees');
  const isLit = lampIndex(made('lamp'));
  const fixed = [...streetSpots(dice), ...beltSpots()].filter((spot) => !isLit(spot.at));
  const loose = layouts()
    .flatMap((layout) => layoutSpots(layout, spaces))
    .filter((spot) => !isLit(spot.at));
  const kept = thinned(loose, TREES - fixed.length, dice);
  const old = ancientAmong(kept);
  const tree = [...fixed, ...kept].map((spot, index) => treeRow(spot, index + 1, old.indexOf(spot), dice));
  return { tables: { green_space: spaces, tree } };
};

function greenSpaces(): Row[] {
  const blocks = layouts().flatMap((layout): Row[] => {
    const { block } = layout;
    const classes = GREEN_OF[block.use];
    if (!classes) return [];
    const [cls, sub] = block.name === CITY_PARK ? ['G1', 'G11'] : classes;
    const parts = partsOf(layout);
    if (parts.length === 0) return [];
    return [
      space(
        `G-${block.id}`,
        block.name ? (cls === 'XG' ? `${block.name} 附属绿地` : block.name) : null,
        cls === 'XG' ? `${block.nameEn ?? ''}, green` : block.nameEn,
        cls,
        sub,
        parts,
        2016,
      ),
    ];
  });
  return [
    ...blocks,
    ...squares(),
    ...belts().map((belt) =>
      space(
        `G-${belt.id}`,
        `${belt.link.street.name} 防护绿带`,
        `${belt.link.street.nameEn} green belt`,
        'G2',
        null,
        [[belt.ring]],
        2018,
      ),
    ),
    ...streets.map((street) =>
      space(
        `G-${street.id}`,
        `${street.name} 道路绿地`,
        `${street.nameEn} street green`,
        'XG',
        'SG',
        streetGreen(street),
        street.builtYear,
      ),
    ),
  ];
}

function space(
  id: string,
  name: string | null,
  nameEn: string | null,
  cls: string,
  sub: string | null,
  parts: readonly (readonly Ring[])[],
  builtYear: number,
): Row {
  const area = parts.reduce(
    (sum, [outer, ...holes]) =>
      sum + polygonArea(must(outer)) - holes.reduce((inner, hole) => inner + polygonArea(hole), 0),
    0,
  );
  return {
    id,
    name,
    name_en: nameEn,
    class: cls,
    sub_class: sub,
    area_m2: Math.round(area),
    owner: '北岸园林管理所(演示)',
    built_year: builtYear,
    geom: {
      type: 'MultiPolygon',
      coordinates: parts.map(([outer, ...holes]) => must(multiPolygon(must(outer), ...holes).coordinates[0])),
    },
  };
}

/** Outer rings with their holes. */
function partsOf(layout: Layout): (readonly Ring[])[] {
  const { block } = layout;
  if (block.use === 'river')
    return (['west', 'east'] as const).map((side) => [riversideLand(block, side).park]);
  const holes = [
    ...layout.buildings.filter((building) => !building.part).map((building) => building.ring),
    ...layout.ponds.map((pond) => pond.ring),
    ...layout.pavings
      .filter(
        (paving) => !paving.hole && ['drive', 'plaza', 'path', 'running-track'].includes(paving.surface),
      )
      .map((paving) => paving.ring),
  ];
  const within = (outer: Ring, inner?: Ring): (readonly Ring[])[] => [
    [
      outer,
      ...(inner ? [inner] : []),
      ...holes.filter((hole) =>
        hole.every((point) => contains(outer, point) && !(inner && contains(inner, point))),
      ),
    ],
  ];
  const drive = RING_DRIVE_METRES[block.use];
  if (drive)
    return [
      ...within(block.ring, faceRing(block.sides, drive[0], 6)),
      ...within(faceRing(block.sides, drive[1], 6)),
    ];
  if (GREEN_OF[block.use]?.[0] !== 'XG' || block.use === 'villas') return within(block.ring);
  // In yards and among offices only the beds are green.
  return layout.pavings
    .filter((paving) => paving.surface === 'lawn' || paving.surface === 'garden')
    .map((paving) => [paving.ring]);
}

/** The square before the civic centre. */
function squares(): Row[] {
  return layouts()
    .filter(({ block }) => block.use === 'government')
    .flatMap(({ block, pavings }) =>
      pavings
        .filter((paving) => paving.surface === 'plaza' && paving.hole)
        .map((paving) =>
          space(
            `G-${block.id}-square`,
            '北岸市民广场',
            'North Shore Civic Square',
            'G3',
            null,
            [[paving.ring]],
            2015,
          ),
        ),
    );
}

function streetGreen(street: Street): (readonly Ring[])[] {
  const ids = new Set(links.filter((link) => link.street === street).map((link) => link.id));
  return streetSurfaces()
    .filter(
      (surface) =>
        (surface.surface === 'verge' || surface.surface === 'median') &&
        ids.has(surface.id.split('-').slice(0, 2).join('-')),
    )
    .flatMap((surface) => surface.rings.map((ring) => [ring]));
}

/** Along both verges, and along medians wide enough for a trunk. */
function streetSpots(dice: Random): Spot[] {
  return streets.flatMap((street) => {
    const palm = PALM_STREETS.has(street.id);
    const species = palm ? COCONUT : dice.pick(SHADE);
    const rows = street.strips.filter(
      (strip) => strip.kind === 'verge' || (strip.kind === 'median' && strip.toMetres - strip.fromMetres > 2),
    );
    return links
      .filter((link) => link.street === street)
      .flatMap((link) => {
        const span = spanOf(link);
        const [from, to] = [span.from + CLEAR_OF_JUNCTION_METRES, span.to - CLEAR_OF_JUNCTION_METRES];
        const count = Math.floor((to - from) / STREET_SPACING_METRES);
        const stations = Array.from(
          { length: Math.max(0, count + 1) },
          (_, index) => from + index * STREET_SPACING_METRES,
        ).filter(
          (station) =>
            !bridges.some(
              (bridge) => bridge.street === street && bridge.from < station && station < bridge.to,
            ),
        );
        return rows.flatMap((row) =>
          stations.map((station): Spot => ({
            at: beside(street.line, station, (row.fromMetres + row.toMetres) / 2),
            kind: palm ? 'palm' : 'shade',
            species,
            green: `G-${street.id}`,
          })),
        );
      });
  });
}

function beltSpots(): Spot[] {
  return belts().flatMap(({ id, link, side }) => {
    const { from, to } = spanOf(link);
    return BELT_ROWS_METRES.flatMap((row, index) => {
      const spots: Spot[] = [];
      for (let station = from + 3 + index * 4; station < to - 3; station += BELT_SPACING_METRES) {
        spots.push({
          at: beside(link.street.line, station, side * (link.street.redLineMetres / 2 + row)),
          kind: 'shade',
          green: `G-${id}`,
        });
      }
      return spots;
    });
  });
}

function layoutSpots({ block, trees }: Layout, spaces: readonly Row[]): Spot[] {
  const id = `G-${block.id}`;
  const green = spaces.some((row) => row.id === id) ? id : null;
  return trees.map(({ at, kind }, index): Spot => ({
    at,
    kind,
    green,
    ...(block.use === 'shore' && kind === 'shade' && index % 2 === 0 ? { species: CASUARINA } : {}),
  }));
}

/** Keeps as many as asked, spread over all: the same share of every block. */
function thinned(spots: readonly Spot[], count: number, dice: Random): Spot[] {
  const kept: Spot[] = [];
  spots.forEach((spot, index) => {
    const left = spots.length - index;
    if (dice.next() * left < count - kept.length) kept.push(spot);
  });
  return kept;
}

/** Trees in parks and villages that stand far from their neighbours, spread over the district. */
function ancientAmong(spots: readonly Spot[]): Spot[] {
  const grounds = new Set(
    layouts()
      .filter(({ block }) => ['park', 'village', 'country-park', 'river'].includes(block.use))
      .map(({ block }) => block.id),
  );
  const candidates = layouts()
    .filter(({ block }) => grounds.has(block.id))
    .flatMap(({ block, trees }) => {
      const here = new Set(trees.map((tree) => tree.at));
      return spots
        .filter((spot) => spot.kind === 'shade' && here.has(spot.at))
        .slice(0, block.use === 'village' ? 2 : 3);
    });
  return candidates.slice(0, ANCIENT_TREES);
}

function treeRow(spot: Spot, serial: number, oldIndex: number, dice: Random): Row {
  const old = oldIndex >= 0;
  const species = old ? must(OLD[oldIndex % OLD.length]) : (spot.species ?? speciesOf(spot.kind, dice));
  const height = Math.round(dice.between(...species.height) * 10) / 10;
  const vigour = dice.next();
  return {
    id: `T${String(serial).padStart(5, '0')}`,
    green_space: spot.green,
    species: species.zh,
    species_latin: species.latin,
    form: species.form,
    height_metres: height,
    crown_metres: Math.round(height * dice.between(...species.crown) * 10) / 10,
    trunk_cm: Math.round(
      old
        ? dice.between(110, 320)
        : species.form === 'palm'
          ? dice.between(22, 42)
          : species.form === 'shrub'
            ? dice.between(4, 9)
            : height * dice.between(2, 3.2),
    ),
    planted_year: old ? null : dice.integer(2008, 2024),
    vigour: vigour < 0.004 ? 'endangered' : vigour < 0.022 ? 'weak' : 'normal',
    // Grade 1 from 500 years, 2 from 300, 3 from 100.
    ancient_grade: old ? (oldIndex === 0 ? 1 : oldIndex < 5 ? 2 : 3) : null,
    ground_elevation_metres: centimetres(elevationAt(spot.at[0], spot.at[1])),
    geom: pointOnGround(spot.at),
  };
}

function speciesOf(kind: TreeKind, dice: Random): Species {
  switch (kind) {
    case 'palm':
      return dice.pick(PALMS);
    case 'small':
    case 'shrub':
      return dice.pick(SMALL);
    case 'shade':
      return dice.pick(SHADE);
  }
}

/** Says whether a lamp stands at a point, or so near that crown and lantern would touch. */
function lampIndex(lamps: readonly Row[]): (at: Point) => boolean {
  const CELL_METRES = 16;
  const cells = new Map<string, Point[]>();
  const key = (x: number, y: number): string => `${x},${y}`;
  for (const { geom } of lamps) {
    if (geom.type !== 'Point') continue;
    const at = localMetres(geom.coordinates[0] ?? 0, geom.coordinates[1] ?? 0);
    const cell = key(Math.floor(at[0] / CELL_METRES), Math.floor(at[1] / CELL_METRES));
    cells.set(cell, [...(cells.get(cell) ?? []), at]);
  }
  return ([x, y]) => {
    const [column, row] = [Math.floor(x / CELL_METRES), Math.floor(y / CELL_METRES)];
    for (let c = column - 1; c <= column + 1; c++) {
      for (let r = row - 1; r <= row + 1; r++) {
        if (cells.get(key(c, r))?.some((lamp) => Math.hypot(lamp[0] - x, lamp[1] - y) < CLEAR_OF_LAMP_METRES))
          return true;
      }
    }
    return false;
  };
}
