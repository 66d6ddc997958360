/** What is wrong with a tileset that is served: its tree, by the rules of 3D Tiles 1.1, and its contents, by the glTF validator. */
import { validateBytes } from 'gltf-validator';

type Tile = {
  readonly boundingVolume: { readonly region: readonly number[] };
  readonly geometricError: number;
  readonly refine?: string;
  readonly transform?: readonly number[];
  readonly content?: { readonly uri: string };
  readonly children?: readonly Tile[];
};
type Tileset = {
  readonly asset: { readonly version: string };
  readonly geometricError: number;
  readonly root: Tile;
};

/** Of the contents so many of each level are read. */
const READ_OF_A_LEVEL = 12;
/** Corners of regions are computed apart for parent and child. */
const REGION_TOLERANCE = 1e-12;

/** @returns a sentence for each problem */
export async function tilesetProblems(base: string, layer: string): Promise<string[]> {
  const address = `${base}/3dtiles/${layer}/tileset.json`;
  const tileset = (await (await fetch(address)).json()) as Tileset;
  const problems: string[] = [];
  const contents = new Map<string, string[]>();
  const say = (tile: Tile, problem: string): void => {
    problems.push(`${layer} ${tile.content?.uri ?? 'a tile without content'}: ${problem}`);
  };
  const look = (tile: Tile, parent: Tile | undefined): void => {
    const { region } = tile.boundingVolume;
    const [west = NaN, south = NaN, east = NaN, north = NaN, low = NaN, high = NaN] = region;
    if (region.length !== 6 || !(west <= east && south <= north && low <= high))
      say(tile, 'its region is none');
    if (!(tile.geometricError >= 0)) say(tile, 'its error is none');
    if (tile.refine !== 'ADD' && tile.refine !== 'REPLACE') say(tile, 'it does not say how it is refined');
    if (tile.transform && (tile.transform.length !== 16 || !tile.transform.every(Number.isFinite)))
      say(tile, 'its transform is no matrix');
    if (tile.children?.length === 0) say(tile, 'its list of children is empty');
    if (parent) {
      if (tile.geometricError > parent.geometricError) say(tile, 'its error is larger than its parent has');
      const outside = parent.boundingVolume.region.some((side, at) =>
        [0, 1, 4].includes(at)
          ? (region[at] ?? NaN) < side - REGION_TOLERANCE
          : (region[at] ?? NaN) > side + REGION_TOLERANCE,
      );
      if (outside) say(tile, 'it reaches out of its parent');
    }
    if (tile.content) {
      const level = tile.content.uri.split('/')[0] ?? '';
      contents.set(level, [...(contents.get(level) ?? []), tile.content.uri]);
    }
    for (const child of tile.children ?? []) look(child, tile);
  };
  if (tileset.asset.version !== '1.1') problems.push(`${layer}: it is of version ${tileset.asset.version}`);
  if (!(tileset.geometricError >= tileset.root.geometricError))
    problems.push(`${layer}: its error is too small`);
  look(tileset.root, undefined);

  for (const uris of contents.values()) {
    if (new Set(uris).size < uris.length) problems.push(`${layer}: contents are named twice`);
    const step = Math.max(1, Math.floor(uris.length / READ_OF_A_LEVEL));
    for (let at = 0; at < uris.length; at += step) {
      const uri = uris[at] ?? '';
      const answer = await fetch(new URL(uri, address));
      if (answer.status !== 200) {
        problems.push(`${layer} ${uri}: it is answered ${answer.status}`);
        continue;
      }
      const { issues } = await validateBytes(new Uint8Array(await answer.arrayBuffer()));
      if (issues.numErrors + issues.numWarnings > 0)
        problems.push(`${layer} ${uri}: ${issues.numErrors} errors, ${issues.numWarnings} warnings of glTF`);
    }
  }
  return problems;
}
