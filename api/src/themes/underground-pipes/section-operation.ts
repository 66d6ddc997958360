/** The ground cut open along a drawn line, as figures and as a drawing to scale. */
import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import { readAs, type Visitor } from '@twin/gis-data/store/read-as.ts';
import { localFrame } from '@twin/gis-data/themes/underground-pipes/analysis/local-frame.ts';
import {
  crossSection,
  type SectionRoad,
} from '@twin/gis-data/themes/underground-pipes/analysis/sections/cross-section.ts';
import { drawCrossSection } from '@twin/gis-data/themes/underground-pipes/analysis/sections/draw-cross-section.ts';
import { operation, type Operation } from '../../operations.ts';
import { Problem } from '../../problems.ts';
import { drawingFile, drawingFormat, drawingLanguage, readSources } from './drawing-file.ts';
import { readPipes } from './read-pipes.ts';

type Place = readonly [longitude: number, latitude: number];

const MOST_POINTS = 50;
const LONGEST_METRES = 500;
const SHORTEST_METRES = 0.5;
const MOST_PIPES = 1000;

export function sectionOperation(pool: Pool, mustSee: (visitor: Visitor) => void): Operation {
  return operation({
    path: '/pipes/section',
    tag: 'pipes',
    summary:
      'Cross-section along a line: pipes at their true offset, height and shape, gaps, kerbs, a drawing to scale',
    query: {
      line: z
        .string()
        .max(4000)
        .describe(
          `Points of the line: longitude,latitude longitude,latitude …, in degrees; up to ${LONGEST_METRES} m`,
        ),
      language: drawingLanguage,
      f: drawingFormat,
    },
    async answer({ line: text, language, f }, visitor) {
      mustSee(visitor);
      const line = lineOf(text);
      const wkt = `LINESTRING(${line.map((place) => place.join(' ')).join(', ')})`;
      const [pipes, roads] = await readAs(
        pool,
        visitor,
        async (client) =>
          [
            await readPipes(client, {
              where: `ST_Intersects(l.geom, ST_GeomFromText($1, 4490)) limit ${MOST_PIPES + 1}`,
              values: [wkt],
            }),
            await readRoads(client, wkt),
          ] as const,
      );
      if (pipes.length > MOST_PIPES)
        throw new Problem(
          'area-too-large',
          `The line crosses more than ${MOST_PIPES} pipes; draw a shorter one.`,
        );
      const section = crossSection(line, pipes, roads);
      const drawing = drawCrossSection(section, language);
      if (f === 'json') return { section, drawing };
      const sources = await readAs(pool, visitor, (client) =>
        readSources(
          client,
          section.pipes.map(({ id }) => id),
        ),
      );
      return drawingFile({ drawing, name: 'section', format: f, language, sources });
    },
  });
}

async function readRoads(client: PoolClient, wkt: string): Promise<SectionRoad[]> {
  const { rows } = await client.query<
    Omit<SectionRoad, 'path'> & { readonly path: { readonly coordinates: SectionRoad['path'] } }
  >(
    `select id, name, carriageway_metres as "carriagewayMetres", ST_AsGeoJSON(geom, 9)::json as path
     from road where ST_Intersects(geom, ST_GeomFromText($1, 4490))`,
    [wkt],
  );
  return rows.map((row) => ({ ...row, path: row.path.coordinates }));
}

/** @throws Problem for what is no line, or too long a one */
function lineOf(text: string): Place[] {
  const line = text
    .trim()
    .split(/[ ;]+/)
    .map((point) => point.split(',').map(Number) as [number, number]);
  const isPlace = ([longitude, latitude]: readonly number[]): boolean =>
    Math.abs(longitude ?? Number.NaN) <= 180 && Math.abs(latitude ?? Number.NaN) < 90;
  if (line.length < 2 || line.length > MOST_POINTS || !line.every((one) => one.length === 2 && isPlace(one)))
    throw new Problem(
      'parameter-invalid',
      `line is 2 to ${MOST_POINTS} points, each as longitude,latitude in degrees, with a space between them.`,
    );
  const { perLongitude, perLatitude } = localFrame(line[0]?.[1] ?? 0);
  const metres = line.slice(1).reduce((sum, [x, y], index) => {
    const [fromX, fromY] = line[index] ?? [x, y];
    return sum + Math.hypot((x - fromX) * perLongitude, (y - fromY) * perLatitude);
  }, 0);
  if (metres < SHORTEST_METRES)
    throw new Problem('parameter-invalid', 'The points of the line lie on one another; draw a longer one.');
  if (metres > LONGEST_METRES)
    throw new Problem(
      'area-too-large',
      `The line is ${Math.round(metres)} m long; a section is up to ${LONGEST_METRES} m.`,
    );
  return line;
}
