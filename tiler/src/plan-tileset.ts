/** The tileset of a layer as a pure function of what its cells hold. */
import { geoidMetres, LocalFrame } from './heights.ts';
import type { Level, Levels } from './levels.ts';
import { cellCentre } from './cells.ts';
import type { TileAddress } from './tile-row.ts';

/** West, south, east, north in degrees. */
type Box = readonly [number, number, number, number];

/** One occupied cell of the finest level: everything in it, with heights above the geoid. */
export type LeafCell = {
  readonly address: TileAddress;
  /** Of the features, which may reach over the cell. */
  readonly box: Box;
  readonly lowMetres: number;
  readonly highMetres: number;
  /** The highest thing in it by its own height. */
  readonly tallestMetres: number;
};

type Region = readonly [number, number, number, number, number, number];
type Tile = {
  boundingVolume: { region: Region };
  geometricError: number;
  refine: 'REPLACE' | 'ADD';
  transform?: number[];
  content?: { uri: string };
  children?: Tile[];
};

const ROOT_ERROR_METRES = 100_000;
/** Region of one branch of the tileset: 180° / 2^9, about 39 km. */
const BRANCH_LEVEL = 9;
const WORLD: Region = region([-180, -90, 180, 90], -500, 9000);
/** The geoid is one value a tile and the features' outlines are boxes: room for both, metres. */
const MARGIN_METRES = 2;

/** The query by which a content is named: with its version in it, it may be kept for ever. */
type Named = (address: TileAddress) => string;

/** @returns tileset.json of 3D Tiles 1.1: regions, in each the coarse levels, in each the finer ones */
export function planTileset(
  { levels, regionErrorMetres }: Levels,
  leaves: readonly LeafCell[],
  { revision, named }: { readonly revision: number; readonly named: Named },
) {
  const coarse = levels.slice(0, -1);
  const branches = [...groupAt(BRANCH_LEVEL, leaves).values()].map((members): Tile => {
    const children = tilesOf(coarse, members, named, undefined);
    return {
      boundingVolume: { region: regionOf(members) },
      geometricError: regionErrorMetres,
      refine: 'ADD',
      children,
    };
  });
  return {
    asset: { version: '1.1', tilesetVersion: String(revision) },
    geometricError: ROOT_ERROR_METRES,
    root: {
      boundingVolume: { region: leaves.length > 0 ? regionOf(leaves) : WORLD },
      geometricError: ROOT_ERROR_METRES,
      refine: 'ADD',
      ...(branches.length > 0 ? { children: branches } : {}),
    },
  };
}

function tilesOf(
  levels: readonly Level[],
  leaves: readonly LeafCell[],
  named: Named,
  parent: LocalFrame | undefined,
): Tile[] {
  const [level, ...finer] = levels;
  if (!level) {
    return leaves.map(({ address, ...leaf }) => ({
      ...placed(address, [{ address, ...leaf }], named, parent),
      geometricError: 0,
      refine: 'REPLACE',
    }));
  }
  return [...groupAt(level.z, leaves).entries()].flatMap(([, members]): Tile[] => {
    const least = level.leastHeightMetres ?? 0;
    const first = members[0]?.address;
    // A level without anything in it would be an empty file: its place is taken by the finer ones.
    if (!first || !members.some((leaf) => leaf.tallestMetres >= least)) {
      return [
        {
          boundingVolume: { region: regionOf(members) },
          geometricError: level.errorMetres,
          refine: 'ADD',
          children: tilesOf(finer, members, named, parent),
        },
      ];
    }
    const address = ancestor(first, level.z);
    const children = tilesOf(finer, members, named, frameOf(address));
    return [
      {
        ...placed(address, members, named, parent),
        geometricError: level.errorMetres,
        refine: 'REPLACE',
        children,
      },
    ];
  });
}

function placed(
  address: TileAddress,
  members: readonly LeafCell[],
  named: Named,
  parent: LocalFrame | undefined,
): Pick<Tile, 'boundingVolume' | 'transform' | 'content'> {
  return {
    boundingVolume: { region: regionOf(members) },
    transform: frameOf(address).transform(parent),
    content: { uri: `${address.z}/${address.x}/${address.y}.glb${named(address)}` },
  };
}

function frameOf(address: TileAddress): LocalFrame {
  return new LocalFrame(...cellCentre(address));
}

function groupAt(z: number, leaves: readonly LeafCell[]): Map<string, LeafCell[]> {
  return Map.groupBy(leaves, ({ address }) => {
    const at = ancestor(address, z);
    return `${at.x}/${at.y}`;
  });
}

function ancestor({ z, x, y }: TileAddress, at: number): TileAddress {
  const cells = 2 ** (z - at);
  return { z: at, x: Math.floor(x / cells), y: Math.floor(y / cells) };
}

function regionOf(leaves: readonly LeafCell[]): Region {
  let [west, south, east, north, low, high] = [180, 90, -180, -90, Infinity, -Infinity];
  for (const { address, box, lowMetres, highMetres } of leaves) {
    const geoid = geoidAt(address);
    [west, south, east, north] = [
      Math.min(west, box[0]),
      Math.min(south, box[1]),
      Math.max(east, box[2]),
      Math.max(north, box[3]),
    ];
    [low, high] = [Math.min(low, lowMetres + geoid), Math.max(high, highMetres + geoid)];
  }
  return region([west, south, east, north], low - MARGIN_METRES, high + MARGIN_METRES);
}

function geoidAt(address: TileAddress): number {
  const [longitude, latitude] = cellCentre(address);
  return geoidMetres(longitude, latitude);
}

/** Radians, then heights above the ellipsoid. */
function region([west, south, east, north]: Box, low: number, high: number): Region {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  return [radians(west), radians(south), radians(east), radians(north), low, high];
}
