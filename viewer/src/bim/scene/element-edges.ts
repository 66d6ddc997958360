/** The edges of all elements as hairlines, which make a drawing of a heap of boxes: one draw call, states read from a texture. */
import {
  BufferAttribute,
  BufferGeometry,
  Color,
  DataTexture,
  EdgesGeometry,
  FloatType,
  LineSegments,
  NearestFilter,
  RGBAFormat,
  ShaderMaterial,
} from 'three';
import type { ElementMesh } from '@twin/gis-data/themes/building-models/element-mesh.ts';
import type { BimModel } from '../model/bim-model.ts';
import { GONE, SHOWN } from '../model/groups.ts';
import type { Placement } from './element-batch.ts';

/** Two faces that meet at less are one surface. */
const FLAT_DEGREES = 24;
const TEXELS_WIDE = 1024;
/** Beyond this a hairline at every edge is neither seen nor affordable, 16 bytes each. */
const MOST_POINTS = 4_000_000;
/** Of hairlines on materials; on data they must not be darker than the colour. */
const PENCIL_OPACITY = { material: 0.36, data: 0.16 } as const;
const GHOST_OPACITY = 0.03;

export type ElementEdges = {
  readonly lines: LineSegments<BufferGeometry, ShaderMaterial>;
  /** Of what is seen, and of what is seen through. */
  readonly pencil: Color;
  readonly ink: Color;
  draw(on: 'material' | 'data'): void;
  /** Edges keep their size and their right angles: what is drawn with others goes without. */
  update(stateOf: (element: number) => number, placementOf: (element: number) => Placement): void;
};

/** Pairs of points around an element's foot; each shape is looked through once. */
export function edgesOf(mesh: ElementMesh): Float32Array {
  const known = EDGES.get(mesh);
  if (known) return known;
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(mesh.positions, 3));
  geometry.setIndex(new BufferAttribute(mesh.indices, 1));
  const edges = new EdgesGeometry(geometry, FLAT_DEGREES);
  const points = new Float32Array(edges.attributes['position']?.array ?? []);
  EDGES.set(mesh, points);
  return points;
}

const EDGES = new WeakMap<ElementMesh, Float32Array>();

/** @returns nothing for a model that is too large for it */
export function elementEdges({ facts, shapes }: BimModel): ElementEdges | undefined {
  const meshOf = (element: number): ElementMesh | undefined => shapes.get(facts.shape[element] ?? -1);
  let points = 0;
  for (let element = 0; element < facts.count; element++) {
    const mesh = meshOf(element);
    if (mesh) points += edgesOf(mesh).length / 3;
    if (points > MOST_POINTS) return undefined;
  }
  const position = new Float32Array(points * 3);
  const number = new Float32Array(points);
  let at = 0;
  for (let element = 0; element < facts.count; element++) {
    const mesh = meshOf(element);
    if (!mesh) continue;
    const edges = edgesOf(mesh);
    const [x, y, z] = facts.foot[element] ?? [0, 0, 0];
    for (let point = 0; point < edges.length; point += 3) {
      position[at * 3] = (edges[point] ?? 0) + x;
      position[at * 3 + 1] = (edges[point + 1] ?? 0) + y;
      position[at * 3 + 2] = (edges[point + 2] ?? 0) + z;
      number[at++] = element;
    }
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(position, 3));
  geometry.setAttribute('number', new BufferAttribute(number, 1));
  const rows = Math.max(1, Math.ceil(facts.count / TEXELS_WIDE));
  const texels = new Float32Array(TEXELS_WIDE * rows * 4);
  const states = new DataTexture(texels, TEXELS_WIDE, rows, RGBAFormat, FloatType);
  states.minFilter = NearestFilter;
  states.magFilter = NearestFilter;
  const opacity: { value: number } = { value: PENCIL_OPACITY.material };
  const pencil = new Color();
  const ink = new Color();
  const material = new ShaderMaterial({
    uniforms: {
      states: { value: states },
      pencil: { value: pencil },
      ink: { value: ink },
      pencilOpacity: opacity,
    },
    vertexShader: VERTEX,
    fragmentShader: FRAGMENT,
    transparent: true,
    depthWrite: false,
    clipping: true,
  });
  const lines = new LineSegments(geometry, material);
  lines.frustumCulled = false;
  lines.raycast = () => {};
  return {
    lines,
    pencil,
    ink,
    draw(on) {
      opacity.value = PENCIL_OPACITY[on];
    },
    update(stateOf, placementOf) {
      for (let element = 0; element < facts.count; element++) {
        const { liftMetres, times, asideMetres, isSheared } = placementOf(element);
        const isItself = times === 1 && !isSheared;
        texels.set([isItself ? stateOf(element) : GONE, ...asideMetres, liftMetres], element * 4);
      }
      states.needsUpdate = true;
    },
  };
}

/** Of a shape in its place: where a frame around it has its corners. @returns nothing for what has lost its shape */
export function placedEdges(
  { facts, shapes }: BimModel,
  element: number,
  { liftMetres, times, asideMetres, isSheared }: Placement,
): Float32Array | undefined {
  const mesh = shapes.get(facts.shape[element] ?? -1);
  if (!mesh || isSheared) return undefined;
  const [x, y, z] = facts.foot[element] ?? [0, 0, 0];
  const high = facts.size[element]?.[2] ?? 0;
  const foot = [x + asideMetres[0], y + asideMetres[1], z + liftMetres - ((times - 1) * high) / 2];
  return edgesOf(mesh).map((value, index) => value * times + (foot[index % 3] ?? 0));
}

const VERTEX = `
#include <clipping_planes_pars_vertex>
uniform sampler2D states;
attribute float number;
varying float drawn;
void main() {
  int one = int(number + 0.5);
  vec4 state = texelFetch(states, ivec2(one % ${TEXELS_WIDE}, one / ${TEXELS_WIDE}), 0);
  drawn = state.r;
  vec4 mvPosition = modelViewMatrix * vec4(position + state.gba, 1.0);
  gl_Position = drawn > 0.5 ? projectionMatrix * mvPosition : vec4(2.0, 2.0, 2.0, 1.0);
  #include <clipping_planes_vertex>
}`;
const FRAGMENT = `
#include <clipping_planes_pars_fragment>
uniform vec3 pencil;
uniform vec3 ink;
uniform float pencilOpacity;
varying float drawn;
void main() {
  #include <clipping_planes_fragment>
  gl_FragColor = drawn > ${SHOWN}.0 - 0.5 ? vec4(pencil, pencilOpacity) : vec4(ink, ${GHOST_OPACITY});
  #include <colorspace_fragment>
}`;
