/** Four bins, one of each class, before the south wall of every twentieth dwelling. */
import type { Demo, FeatureRow, Row } from '../../demo/district.ts';
import { localMetres, lonLat, type Point } from '../../demo/frame.ts';
import { elevationAt } from '../../demo/ground.ts';
import type { Random } from '../../demo/random.ts';
import { WASTE_STREAMS } from './codes.ts';

/** A drop-off point serves some twenty buildings. */
const DWELLINGS_PER_PLACE = 20;
const FROM_WALL_METRES = 1.6;
const BIN_SPACING_METRES = 1.1;
/** A wall must be long enough for four bins beside a door. */
const LEAST_WALL_METRES = 9;
const BIN_LITRES = 240;

export const demo: Demo = ({ random, made }) => {
  const dice = random('bins');
  const dwellings = made('building').filter((row) => row['use'] === 'residential');
  const homes = dwellings.filter((_, index) => index % DWELLINGS_PER_PLACE === 0);
  return { features: { 'waste-points': homes.flatMap((home, index) => binsBefore(home, index + 1, dice)) } };
};

function binsBefore(home: Row, place: number, dice: Random): FeatureRow[] {
  const wall = southWall(home);
  if (!wall) return [];
  const { from, along, out } = wall;
  const keeper = dice.integer(1, 99);
  return Object.keys(WASTE_STREAMS).map((stream, slot): FeatureRow => {
    const step = 1 + slot * BIN_SPACING_METRES;
    const at: Point = [
      from[0] + along[0] * step + out[0] * FROM_WALL_METRES,
      from[1] + along[1] * step + out[1] * FROM_WALL_METRES,
    ];
    return {
      id: `LJ${String(place).padStart(3, '0')}-${slot + 1}`,
      geom: { type: 'Point', coordinates: [...lonLat(at), elevationAt(at[0], at[1])] },
      properties: {
        place: `${place}号投放点`,
        stream,
        volume_litres: BIN_LITRES,
        fill_percent: dice.integer(5, 95),
        collected_at: `2026-01-12T0${dice.integer(5, 7)}:${dice.integer(10, 59)}:00+08:00`,
        bearing_degrees: Math.round((Math.atan2(out[0], out[1]) * 180) / Math.PI + 360) % 360,
        keeper: `演示员${keeper}`,
        keeper_phone: `1380000${String(keeper).padStart(4, '0')}`,
      },
    };
  });
}

/** The longest wall that looks south: where it begins, its direction and the way out, in the district's frame. */
function southWall({ geom }: Row): { from: Point; along: Point; out: Point } | undefined {
  if (geom.type !== 'MultiPolygon') return undefined;
  const ring = (geom.coordinates[0]?.[0] ?? []).map(([longitude = 0, latitude = 0]) =>
    localMetres(longitude, latitude),
  );
  let longest = LEAST_WALL_METRES;
  let found: { from: Point; along: Point; out: Point } | undefined;
  for (let index = 1; index < ring.length; index++) {
    const [from, to] = [ring[index - 1], ring[index]];
    if (!from || !to) continue;
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
    const along: Point = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
    // Outer rings run counter-clockwise, so the way out is to the right.
    const out: Point = [along[1], -along[0]];
    if (length > longest && out[1] < -0.5) {
      longest = length;
      found = { from, along, out };
    }
  }
  return found;
}
