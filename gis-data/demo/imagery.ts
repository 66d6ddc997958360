/**
 * What a satellite sees of the district: red, green, blue and near infrared at 2 m, reflectance in ten-thousandths.
 * Painted from its land use, surfaces, buildings with their shadows, and trees as they stood in a year.
 */
import type { Geometry } from 'geojson';
import { Canvas, EXTENT } from './canvas.ts';
import type { DemoPart, Row } from './district.ts';
import { localMetres, ORIGIN_METRES, type Point } from './frame.ts';
import type { Raster } from './geotiff.ts';
import { must } from './line.ts';
import { ringsOf, type Ring } from './polygon.ts';

const CELL_METRES = 2;
const NODATA = 0;
/** The sun at a quarter to eleven in early winter: shadows fall north-north-west, nine tenths of the height long. */
const SHADOW: Point = [-0.3, 0.85];
const SHADOW_STEP_METRES = 2;
const SHADOW_SHARE = 0.42;
/** How much of today's crown a tree had for each year before. */
const GROWTH_PER_YEAR = 0.06;
const TODAY_YEAR = 2025;
/** Light and dark from cell to cell and from patch to patch; the infrared departs by itself. */
const GRAIN = 0.05;
const PATCH = 0.09;
const PATCH_METRES = 26;
const INFRARED_GRAIN = 0.03;
/** Values are stepped: what no sensor resolves need not be stored. */
const STEP = 10;

/** Reflectance by cover: red, green, blue, near infrared. */
const COVERS = {
  sea: [250, 420, 520, 130], fresh: [420, 560, 480, 260], land: [1300, 1250, 900, 2300], forest: [330, 560, 300, 3300],
  farmland: [700, 850, 520, 2500], lawn: [700, 900, 500, 2800], garden: [500, 720, 410, 3150], crown: [370, 610, 330, 3400],
  sand: [3200, 2900, 2400, 3500], stones: [1700, 1600, 1500, 1900], soil: [2100, 1600, 1200, 2500], asphalt: [950, 930, 900, 1050],
  concrete: [2050, 2000, 1900, 2280], track: [2300, 1000, 800, 2550], 'roof-bright': [2650, 2620, 2550, 2800], 'roof-grey': [1500, 1480, 1450, 1660],
  'roof-tile': [2000, 1250, 1000, 2300], 'roof-metal': [1200, 1500, 2100, 1350],
} as const;
type Cover = keyof typeof COVERS;
const CODES: readonly Cover[] = Object.keys(COVERS).filter((name): name is Cover => name in COVERS);
const LIVING = new Set<Cover>(['land', 'forest', 'farmland', 'lawn', 'garden', 'crown']);

const LAND_USE_COVER: Readonly<Record<string, Cover>> = {
  land: 'land', forest: 'forest', farmland: 'farmland', verge: 'lawn', residential: 'lawn', village: 'land', park: 'lawn', beach: 'sand', bank: 'stones', construction: 'soil',
};
const SURFACE_COVER: Readonly<Record<string, Cover>> = {
  carriageway: 'asphalt', drive: 'asphalt', parking: 'asphalt', 'cycle-track': 'asphalt', 'running-track': 'track', verge: 'lawn', median: 'lawn',
  lawn: 'lawn', pitch: 'lawn', garden: 'garden',
};
/** Of a roof by the façade under it. */
const ROOF_COVER: Readonly<Record<string, Cover>> = { village: 'roof-tile', blank: 'roof-metal', curtain: 'roof-grey', ribbon: 'roof-grey' };
const PAINTED_LINES = new Set(['marking', 'marking-yellow', 'zebra']);

export function imagery(district: Required<DemoPart>, year: number): Raster {
  const ground = paintCover(district, year);
  const shade = paintShadows(built(district, year), ground);
  const { width, height, cells } = ground;
  const bands = [0, 1, 2, 3].map(() => new Uint16Array(width * height));
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const at = row * width + column;
      const name = must(CODES[must(cells[at])]);
      const light = (1 + GRAIN * noise(column, row, year) + (LIVING.has(name) ? PATCH * patch(column, row) : 0)) * (shade.cells[at] ? SHADOW_SHARE : 1);
      COVERS[name].forEach((reflectance, band) => {
        const own = band === 3 ? 1 + INFRARED_GRAIN * noise(column, row, year + 1) : 1;
        must(bands[band])[at] = Math.max(STEP, Math.round((reflectance * light * own) / STEP) * STEP);
      });
    }
  }
  return {
    width, height, bands, bandNames: ['red', 'green', 'blue', 'near infrared'], nodata: NODATA, cellMetres: CELL_METRES,
    west: ORIGIN_METRES.easting + EXTENT.west, north: ORIGIN_METRES.northing + EXTENT.north,
  };
}

/** From the ground upwards, each over what lies under it. */
function paintCover(district: Required<DemoPart>, year: number): Canvas {
  const canvas = new Canvas(CELL_METRES);
  const lay = (geometry: Geometry, cover: Cover): void => canvas.fill(ringsOf(geometry), CODES.indexOf(cover));
  const uses = district.features['land-use'] ?? [];
  // A site on which nothing was begun yet is the meadow that it was.
  const meadows = uses.filter(({ properties }) => properties['use'] === 'construction' && year < TODAY_YEAR);
  for (const { geom, properties } of uses) lay(geom, LAND_USE_COVER[String(properties['use'])] ?? 'concrete');
  for (const { geom, kind } of district.tables['water'] ?? []) lay(geom, kind === 'sea' ? 'sea' : 'fresh');
  for (const { geom, properties } of district.features['pavements'] ?? []) {
    const surface = String(properties['surface']);
    if (!PAINTED_LINES.has(surface)) lay(geom, SURFACE_COVER[surface] ?? 'concrete');
  }
  for (const { geom } of meadows) lay(geom, 'lawn');
  const standing = new Set(built(district, year));
  for (const row of district.tables['building'] ?? []) {
    if (standing.has(row)) lay(row.geom, ROOF_COVER[String(row['facade'])] ?? 'roof-bright');
    else lay(row.geom, isMeadow(row, meadows) ? 'lawn' : 'soil');
  }
  const share = 1 - GROWTH_PER_YEAR * (TODAY_YEAR - year);
  for (const { geom, crown_metres: crown, planted_year: planted } of district.tables['tree'] ?? []) {
    if (geom.type !== 'Point' || Number(planted ?? 0) > year) continue;
    const [longitude = 0, latitude = 0] = geom.coordinates;
    canvas.disc(localMetres(longitude, latitude), (Number(crown) * share) / 2, CODES.indexOf('crown'));
  }
  return canvas;
}

/** Buildings that stood in the year; of those without a year all. */
function built(district: Required<DemoPart>, year: number): Row[] {
  return (district.tables['building'] ?? []).filter((row) => Number(row['built_year'] ?? 0) <= year);
}

function isMeadow(row: Row, meadows: readonly { readonly id: string }[]): boolean {
  return meadows.some(({ id }) => row.id.startsWith(`${id}-`));
}

/** Where a building keeps the sun away: its outline drawn along the shadow, but not on roofs. */
function paintShadows(buildings: readonly Row[], ground: Canvas): Canvas {
  const canvas = new Canvas(CELL_METRES);
  for (const row of buildings) {
    const rings = ringsOf(row.geom);
    const reach = Number(row['height_metres']);
    const step = SHADOW_STEP_METRES / Math.hypot(...SHADOW);
    for (let along = step; along < reach; along += step) {
      canvas.fill(rings.map((ring): Ring => ring.map(([x, y]) => [x + SHADOW[0] * along, y + SHADOW[1] * along])), 1);
    }
  }
  const roofs = new Set(CODES.flatMap((name, code) => (name.startsWith('roof') ? [code] : [])));
  ground.cells.forEach((code, at) => {
    if (roofs.has(code)) canvas.cells[at] = 0;
  });
  return canvas;
}

/** −1 to 1, the same for a cell in every run. */
function noise(column: number, row: number, salt: number): number {
  let mixed = Math.imul(column, 0x27d4eb2d) ^ Math.imul(row, 0x165667b1) ^ Math.imul(salt, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2_147_483_648 - 1;
}

function patch(column: number, row: number): number {
  const [x, y] = [(column * CELL_METRES) / PATCH_METRES, (row * CELL_METRES) / PATCH_METRES];
  return (Math.sin(x + 1.7 * Math.sin(y * 0.6)) + Math.sin(y * 0.9 + Math.sin(x * 0.7))) / 2;
}
