/** A pit or a trench: what is dug, which pipes are met, and who is to be told. */
import type { Pool } from 'pg';
import { z } from 'zod';
import { readAs, type Visitor } from '@twin/gis-data/store/read-as.ts';
import { excavate } from '@twin/gis-data/themes/underground-pipes/analysis/excavate.ts';
import { trenchRing } from '@twin/gis-data/themes/underground-pipes/analysis/trench-ring.ts';
import { operation, type Operation } from '../../operations.ts';
import { Problem } from '../../problems.ts';
import { metPipeAnswer } from './met-pipe-answer.ts';
import { readPipes } from './read-pipes.ts';
import { roundedTo } from '../../rounded-to.ts';

const rounded = roundedTo(2);

type Place = readonly [longitude: number, latitude: number];

const MOST_POINTS = 200;
const MOST_PIPES = 2000;
const MOST_M2 = 50_000;
const WIDTH_METRES = { least: 0.3, most: 50 } as const;
const DEPTH_METRES = { least: 0.1, most: 40 } as const;

const places = z.string().max(8000);

export function excavationOperation(pool: Pool, mustSee: (visitor: Visitor) => void): Operation {
  return operation({
    path: '/pipes/excavation',
    tag: 'pipes',
    summary:
      'A pit of upright walls or a trench along a line: volume, pipes that are exposed or lie close below, owners to be told',
    query: {
      area: places
        .optional()
        .describe('Corners of the pit: longitude,latitude longitude,latitude …, in degrees'),
      line: places.optional().describe('Or the middle line of a trench'),
      width: z.coerce
        .number()
        .min(WIDTH_METRES.least)
        .max(WIDTH_METRES.most)
        .default(1)
        .describe('Of the trench, metres'),
      depth: z.coerce
        .number()
        .min(DEPTH_METRES.least)
        .max(DEPTH_METRES.most)
        .default(2)
        .describe('Below the ground, metres'),
    },
    async answer({ area, line, width, depth }, visitor) {
      mustSee(visitor);
      const ring = ringOf(area, line, width);
      const closed = [...ring, ring[0] ?? [0, 0]].map((place) => place.join(' ')).join(', ');
      const dug = excavate(ring, depth, []);
      if (dug.areaM2 > MOST_M2)
        throw new Problem(
          'area-too-large',
          `The pit is ${Math.round(dug.areaM2)} m² wide; up to ${MOST_M2} m² are looked at. Draw a smaller one.`,
        );
      const pipes = await readAs(pool, visitor, (client) =>
        readPipes(client, {
          where: `ST_Intersects(l.geom, ST_GeomFromText($1, 4490)) limit ${MOST_PIPES + 1}`,
          values: [`POLYGON((${closed}))`],
        }),
      );
      if (pipes.length > MOST_PIPES)
        throw new Problem(
          'area-too-large',
          `More than ${MOST_PIPES} pipes lie in the pit; draw a smaller one.`,
        );
      const found = excavate(ring, depth, pipes);
      return {
        ring,
        depth_metres: depth,
        area_m2: rounded(found.areaM2),
        perimeter_metres: rounded(found.perimeterMetres),
        volume_m3: rounded(found.volumeM3),
        pipes: found.pipes.map(metPipeAnswer),
        owners: found.owners.map((owner) => ({ ...owner, metres: rounded(owner.metres) })),
        doubts: found.doubts,
      };
    },
  });
}

/** @throws Problem where it is not exactly one of the two, or no outline */
function ringOf(area: string | undefined, line: string | undefined, width: number): readonly Place[] {
  if ((area === undefined) === (line === undefined))
    throw new Problem(
      'parameter-invalid',
      'Give either area, the corners of a pit, or line, the middle of a trench.',
    );
  if (area !== undefined) return placesOf('area', area, 3);
  const middle = placesOf('line', line ?? '', 2).filter(
    ([x, y], at, all) => x !== all[at - 1]?.[0] || y !== all[at - 1]?.[1],
  );
  if (middle.length < 2)
    throw new Problem('parameter-invalid', 'The points of line lie on one another; draw a longer one.');
  return trenchRing(middle, width);
}

function placesOf(name: string, text: string, fewest: number): Place[] {
  const places = text
    .trim()
    .split(/[ ;]+/)
    .map((point) => point.split(',').map(Number) as [number, number]);
  const isPlace = ([longitude, latitude]: readonly number[]): boolean =>
    Math.abs(longitude ?? Number.NaN) <= 180 && Math.abs(latitude ?? Number.NaN) < 90;
  if (
    places.length < fewest ||
    places.length > MOST_POINTS ||
    !places.every((one) => one.length === 2 && isPlace(one))
  )
    throw new Problem(
      'parameter-invalid',
      `${name} is ${fewest} to ${MOST_POINTS} points, each as longitude,latitude in degrees, with a space between them.`,
    );
  return places;
}
