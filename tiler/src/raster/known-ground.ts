/** Where elevation models know the ground, how finely, and since which revision. Only what everybody may see is ground. */
import type { Pool } from 'pg';
import { collections } from '@twin/gis-data/index.ts';
import type { ChangeLog } from '@twin/gis-data/store/change-log.ts';
import { readAs, type Visitor } from '@twin/gis-data/store/read-as.ts';
import type { PlacedProfile } from '@twin/gis-data/raster/raster-profile.ts';
import { collectionGrade } from '@twin/gis-data/theme.ts';
import { tileVersion } from '@twin/gis-data/tile-version.ts';
import type { Extent } from '../place.ts';
import { GRID, WORLD_LEVEL } from '../producers/terrain.ts';
import { cellMetres } from './cell-size.ts';
import { findImages } from './find-images.ts';
import { RUN_OUT_METRES, type ElevationModel } from './ground-heights.ts';

export type KnownGround = {
  /** Revision of all elevation models, and since which one a box and its surroundings are as they are. */
  changes(): Promise<{ readonly revision: number; readonly versionIn: (box: Extent) => number }>;
  /** Each model's extent, and the level whose points lie about as far apart as its cells. */
  surveyed(): Promise<readonly Surveyed[]>;
  /** Models that a box and its surroundings meet. */
  modelsIn(box: Extent, abandoned: AbortSignal): Promise<readonly ElevationModel[]>;
};
export type Surveyed = { readonly extent: Extent; readonly finestLevel: number };

const EVERYBODY: Visitor = { grade: 'public' };
const FINEST_LEVEL = 17;
const METRES_PER_DEGREE = 111_195;

export function createKnownGround(pool: Pool, log: ChangeLog, rasterDir: string): KnownGround {
  const sources = collections.flatMap(({ theme, collection }) => {
    const { symbol, id } = collection;
    return symbol.kind === 'raster' && symbol.terrain && collectionGrade(theme, collection) === 'public'
      ? [{ id, picture: symbol.picture, floorMetres: symbol.terrain.floorMetres }]
      : [];
  });
  let known: { readonly revision: number; readonly surveyed: Promise<readonly Surveyed[]> } | undefined;

  const changes: KnownGround['changes'] = async () => {
    const logs = await Promise.all(sources.map(({ id }) => log.of(id)));
    // Each of them only rises, and so does their sum.
    return {
      revision: logs.reduce((sum, { revision }) => sum + revision, 0),
      versionIn: (box) => logs.reduce((sum, one) => sum + tileVersion(one.changes, aroundOf(box)), 0),
    };
  };
  const readSurveyed = async (): Promise<readonly Surveyed[]> => {
    const { rows } = await readAs(pool, EVERYBODY, (client) =>
      client.query<{ sha256: string; extent: Extent }>(
        `select properties ->> 'sha256' as sha256, json_build_array(ST_XMin(geom), ST_YMin(geom), ST_XMax(geom), ST_YMax(geom)) as extent
         from feature where collection = any($1) and not ST_IsEmpty(geom)`,
        [sources.map(({ id }) => id)],
      ),
    );
    if (rows.length === 0) return [];
    const { rows: kept } = await pool.query<{ sha256: string; profile: PlacedProfile }>(
      'select sha256, profile from raster_image where sha256 = any($1)',
      [rows.map(({ sha256 }) => sha256)],
    );
    const profiles = new Map(kept.map(({ sha256, profile }) => [sha256, profile]));
    return rows.flatMap(({ sha256, extent }) => {
      const profile = profiles.get(sha256);
      return profile ? [{ extent, finestLevel: finestLevelOf(cellMetres(profile)) }] : [];
    });
  };

  return {
    changes,
    async surveyed() {
      const { revision } = await changes();
      if (known?.revision !== revision) {
        const surveyed = readSurveyed();
        known = { revision, surveyed };
        surveyed.catch(() => {
          known = undefined; // told to who asked, and asked again
        });
      }
      return known.surveyed;
    },
    async modelsIn(box, abandoned) {
      const found = await Promise.all(
        sources.map(async ({ id, picture, floorMetres }) =>
          (await findImages(pool, EVERYBODY, id, aroundOf(box), rasterDir, abandoned)).map((image) => ({
            image,
            picture,
            floorMetres,
          })),
        ),
      );
      return found.flat();
    },
  };
}

/** A model's ground runs out beyond its edge. */
export function aroundOf([west, south, east, north]: Extent): Extent {
  const up = RUN_OUT_METRES / METRES_PER_DEGREE;
  const along = up / Math.max(0.01, Math.cos((Math.max(Math.abs(south), Math.abs(north)) * Math.PI) / 180));
  return [
    Math.max(-180, west - along),
    Math.max(-90, south - up),
    Math.min(180, east + along),
    Math.min(90, north + up),
  ];
}

function finestLevelOf(metres: number): number {
  const level = Math.round(Math.log2((180 * METRES_PER_DEGREE) / GRID / metres));
  return Number.isFinite(level) ? Math.min(FINEST_LEVEL, Math.max(WORLD_LEVEL, level)) : WORLD_LEVEL;
}
