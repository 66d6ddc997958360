/**
 * The ground opened by a pit: the surface is cut, and walls and floor stand where it was. Layers of soil on the walls are
 * an illustration: there are no boreholes in the city.
 */
import {
  BoundingSphere,
  Cartesian2,
  Cartesian3,
  Cartographic,
  ClippingPolygon,
  ClippingPolygonCollection,
  ComponentDatatype,
  Geometry,
  GeometryAttribute,
  GeometryAttributes,
  GeometryInstance,
  Material,
  MaterialAppearance,
  PolygonGeometry,
  PolygonHierarchy,
  Primitive,
  PrimitiveType,
  Rectangle,
  sampleTerrainMostDetailed,
  VertexFormat,
} from '../../cesium.ts';
import type { Scene } from '../../cesium.ts';
import { useOpenPit, type Pit } from '../../state/open-pit.ts';
import type { LightName } from '../light/light-state.ts';
import { reportFault } from '../scene-faults.ts';
import { soilPicture, PICTURE_METRES } from './soil-picture.ts';

export type PitView = {
  isOpen(): boolean;
  /** Corners of the pit for what stands on the ground there; null: there is none. */
  corners(): readonly Cartesian3[] | null;
  light(light: LightName): void;
  dispose(): void;
};

/** The top of the walls follows the ground in steps of this length. */
const STEP_METRES = 1;
/** A wall ends so far under the surface, lest both be drawn in one place. */
const RIM_METRES = 0.002;

type Dug = {
  readonly pit: Pit;
  readonly corners: readonly Cartesian3[];
  readonly walls: Geometry;
  readonly floor: PolygonGeometry;
  /** Of the floor's picture, to be as large on it as on the walls. */
  readonly repeat: Cartesian2;
};

/** @param changed is called when the pit has come or gone */
export function createPit(scene: Scene, first: LightName, changed: () => void): PitView {
  let light = first;
  let dug: Dug | undefined;
  let drawn: Primitive[] = [];
  let turn = 0;

  const clear = (): void => {
    for (const one of drawn) scene.primitives.remove(one);
    drawn = [];
  };
  const draw = (): void => {
    clear();
    if (!dug) return;
    const picture = soilPicture(dug.pit.depthMetres, light);
    drawn = [
      primitiveOf(dug.walls, picture.walls, new Cartesian2(1, 1)),
      primitiveOf(dug.floor, picture.floor, dug.repeat),
    ].map((one) => scene.primitives.add(one) as Primitive);
    scene.requestRender();
  };
  const cut = (corners: readonly Cartesian3[] | null): void => {
    // Positions of a polygon are frozen: another pit is another collection.
    scene.globe.clippingPolygons = new ClippingPolygonCollection({
      polygons: corners ? [new ClippingPolygon({ positions: [...corners] })] : [],
    });
  };
  const follow = async (pit: Pit | null): Promise<void> => {
    turn += 1;
    const mine = turn;
    try {
      const next = pit && (await dig(scene, pit));
      if (mine !== turn || scene.isDestroyed()) return;
      dug = next ?? undefined;
      cut(dug?.corners ?? null);
      draw();
      changed();
    } catch (error) {
      reportFault('ground', error);
    }
  };
  const stop = useOpenPit.subscribe(({ pit }) => void follow(pit));
  if (useOpenPit.getState().pit) void follow(useOpenPit.getState().pit);

  return {
    isOpen: () => dug !== undefined,
    corners: () => dug?.corners ?? null,
    light(next) {
      if (next === light) return;
      light = next;
      draw();
    },
    dispose() {
      turn += 1;
      stop();
      if (scene.isDestroyed()) return;
      clear();
      if (dug) cut(null);
    },
  };
}

async function dig(scene: Scene, pit: Pit): Promise<Dug> {
  const corners = pit.ring.map(([longitude, latitude]) => Cartographic.fromDegrees(longitude, latitude));
  const rim = corners.flatMap((from, at) => steps(from, corners[(at + 1) % corners.length] ?? from));
  await sampleTerrainMostDetailed(scene.terrainProvider, rim);
  return {
    pit,
    corners: corners.map(({ longitude, latitude }) => Cartesian3.fromRadians(longitude, latitude)),
    walls: wallsOf(rim, pit.depthMetres),
    floor: floorOf(rim, pit.depthMetres),
    repeat: Cartesian2.divideByScalar(spanOf(corners), PICTURE_METRES, new Cartesian2()),
  };
}

/** From one corner up to the next, without it. */
function steps(from: Cartographic, to: Cartographic): Cartographic[] {
  const metres = Cartesian3.distance(
    Cartesian3.fromRadians(from.longitude, from.latitude),
    Cartesian3.fromRadians(to.longitude, to.latitude),
  );
  const count = Math.max(1, Math.ceil(metres / STEP_METRES));
  return Array.from(
    { length: count },
    (_, step) =>
      new Cartographic(
        from.longitude + ((to.longitude - from.longitude) * step) / count,
        from.latitude + ((to.latitude - from.latitude) * step) / count,
      ),
  );
}

function at({ longitude, latitude, height }: Cartographic, below: number): Cartesian3 {
  return Cartesian3.fromRadians(longitude, latitude, (Number.isFinite(height) ? height : 0) - below);
}

/** Upright quads, the picture's width along them and its height down them. */
function wallsOf(rim: readonly Cartographic[], depth: number): Geometry {
  const positions: number[] = [];
  const normals: number[] = [];
  const places: number[] = [];
  const indices: number[] = [];
  let walked = 0;
  for (const [index, from] of rim.entries()) {
    const to = rim[(index + 1) % rim.length] ?? from;
    const [a, b] = [at(from, RIM_METRES), at(to, RIM_METRES)];
    const [c, d] = [at(from, depth), at(to, depth)];
    const along = Cartesian3.subtract(b, a, new Cartesian3());
    const length = Cartesian3.magnitude(along);
    if (length === 0) continue;
    const up = Cartesian3.normalize(a, new Cartesian3());
    const normal = Cartesian3.normalize(Cartesian3.cross(along, up, new Cartesian3()), new Cartesian3());
    const first = positions.length / 3;
    for (const [corner, s, t] of [
      [a, walked, 1],
      [b, walked + length, 1],
      [c, walked, 0],
      [d, walked + length, 0],
    ] as const) {
      positions.push(corner.x, corner.y, corner.z);
      normals.push(normal.x, normal.y, normal.z);
      places.push(s / PICTURE_METRES, t);
    }
    indices.push(first, first + 2, first + 1, first + 1, first + 2, first + 3);
    walked += length;
  }
  return geometryOf(positions, normals, places, indices);
}

function floorOf(rim: readonly Cartographic[], depth: number): PolygonGeometry {
  return new PolygonGeometry({
    polygonHierarchy: new PolygonHierarchy(rim.map((place) => at(place, depth))),
    perPositionHeight: true,
    vertexFormat: VertexFormat.POSITION_NORMAL_AND_ST,
  });
}

/** Metres from west to east and from south to north. */
function spanOf(corners: readonly Cartographic[]): Cartesian2 {
  const { west, south, east, north } = Rectangle.fromCartographicArray([...corners]);
  const width = Cartesian3.distance(Cartesian3.fromRadians(west, south), Cartesian3.fromRadians(east, south));
  const height = Cartesian3.distance(
    Cartesian3.fromRadians(west, south),
    Cartesian3.fromRadians(west, north),
  );
  return new Cartesian2(width, height);
}

function geometryOf(
  positions: readonly number[],
  normals: readonly number[],
  places: readonly number[],
  indices: readonly number[],
): Geometry {
  const values = new Float64Array(positions);
  const attributes = new GeometryAttributes();
  attributes.position = new GeometryAttribute({
    componentDatatype: ComponentDatatype.DOUBLE,
    componentsPerAttribute: 3,
    values,
  });
  attributes.normal = new GeometryAttribute({
    componentDatatype: ComponentDatatype.FLOAT,
    componentsPerAttribute: 3,
    values: new Float32Array(normals),
  });
  attributes.st = new GeometryAttribute({
    componentDatatype: ComponentDatatype.FLOAT,
    componentsPerAttribute: 2,
    values: new Float32Array(places),
  });
  return new Geometry({
    attributes,
    indices: new Uint32Array(indices),
    primitiveType: PrimitiveType.TRIANGLES,
    boundingSphere: BoundingSphere.fromVertices([...values]),
  });
}

function primitiveOf(
  geometry: Geometry | PolygonGeometry,
  image: HTMLCanvasElement,
  repeat: Cartesian2,
): Primitive {
  return new Primitive({
    geometryInstances: new GeometryInstance({ geometry }),
    appearance: new MaterialAppearance({
      flat: true,
      faceForward: true,
      translucent: false,
      closed: false,
      material: Material.fromType('Image', { image, repeat }),
    }),
    asynchronous: false,
    // Compressed texture coordinates end at 1, and these go on along the wall.
    compressVertices: false,
    releaseGeometryInstances: false,
    allowPicking: false,
  });
}
