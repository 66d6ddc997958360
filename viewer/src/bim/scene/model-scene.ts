/** The model drawn: what is seen of it, cut, lifted apart and coloured; what is under the pointer; where the eye is. */
import {
  Box3,
  Color,
  DirectionalLight,
  DoubleSide,
  HemisphereLight,
  MeshBasicMaterial,
  MeshLambertMaterial,
  PerspectiveCamera,
  Plane,
  Raycaster,
  Scene,
  Vector2,
  Vector3,
  WebGLRenderer,
  type Material,
} from 'three';
import { OrbitControls } from 'three/addons/controls/OrbitControls.js';
import { LineMaterial } from 'three/addons/lines/LineMaterial.js';
import { LineSegments2 } from 'three/addons/lines/LineSegments2.js';
import { LineSegmentsGeometry } from 'three/addons/lines/LineSegmentsGeometry.js';
import type { Eye, SectionPlane, Vec3 } from '../inspector-state.ts';
import type { BimModel } from '../model/bim-model.ts';
import { GHOST, GONE, SHOWN } from '../model/groups.ts';
import { movedAt, type RigidMotion } from '../model/rigid-motion.ts';
import { BENDS, STAYS, swayOf } from '../model/sway.ts';
import { elementBatch, type ElementBatch, type Placement } from './element-batch.ts';
import { elementEdges, placedEdges } from './element-edges.ts';
import { sectionSheet } from './section-sheet.ts';

/** Colours of the theme, as CSS. */
export type ScenePalette = {
  readonly ground: string;
  readonly ink: string;
  readonly paper: string;
  /** Of edges on plaster, which is light in both themes. */
  readonly pencil: string;
  readonly accent: string;
  /** Of what has no datum where colour means one. */
  readonly plain: string;
  readonly light: number;
};
export type Insets = {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
};
export type Picked = { readonly element: number; readonly at: Vec3 };

export type ModelScene = {
  readonly canvas: HTMLCanvasElement;
  show(states: Readonly<Uint8Array>): void;
  /**
   * CSS colours by element; null: the materials' own.
   * @param times its size that what has a colour of its own is drawn
   */
  colour(colours: readonly (string | undefined)[] | null, times: number): void;
  /** Metres between two storeys beyond what is built. */
  explode(metres: number): void;
  /** Moves what stands on bearings over what they stand on; null: all is at rest. */
  shake(motion: RigidMotion | null): void;
  section(plane: SectionPlane | null): void;
  select(element: number | null): void;
  paint(palette: ScenePalette): void;
  inset(insets: Insets): void;
  /** Of what is seen, or of some elements. */
  fit(elements?: readonly number[]): void;
  look(eye: Eye): void;
  /** Whether anything was looked at yet. */
  hasEye(): boolean;
  /** From the middle of what is seen: by steps of the keys, degrees and a share of the distance. */
  turn(aroundDegrees: number, upDegrees: number): void;
  approach(share: number): void;
  /** @returns what is seen at a point of the canvas, pixels from its corner */
  pick(x: number, y: number): Picked | undefined;
  /** Pixels of the canvas; undefined behind the eye. */
  screenOf(point: Vec3): readonly [x: number, y: number] | undefined;
  /** Told when the eye has come to rest, and at each frame. */
  onRest(told: (eye: Eye) => void): void;
  onFrame(told: () => void): void;
  /** What is seen now: where the eye is, how wide it sees, and a picture as PNG. */
  viewpoint(): { readonly eye: Eye; readonly fieldDegrees: number; readonly snapshot: Uint8Array };
  readonly box: { readonly low: Vec3; readonly high: Vec3 };
  destroy(): void;
};

const FIELD_DEGREES = 38;
/** From the south-east, a little above: as the first look at a building. */
const FIRST_LOOK = new Vector3(0.72, -1, 0.52).normalize();
const MOST_PIXEL_RATIO = 2;
const LINE_PIXELS = { outer: 5, inner: 2 } as const;
const AXES = { x: new Vector3(1, 0, 0), y: new Vector3(0, 1, 0), z: new Vector3(0, 0, 1) } as const;
const GHOST_OPACITY = 0.022;

/** @throws Error where the browser has no WebGL */
export function createModelScene(host: HTMLElement, model: BimModel): ModelScene {
  const { facts, levelOf } = model;
  const renderer = new WebGLRenderer({ antialias: true, powerPreference: 'high-performance' });
  renderer.localClippingEnabled = true;
  renderer.setPixelRatio(Math.min(window.devicePixelRatio, MOST_PIXEL_RATIO));
  const canvas = renderer.domElement;
  canvas.tabIndex = 0;
  canvas.setAttribute('role', 'application');
  host.append(canvas);
  const scene = new Scene();
  const camera = new PerspectiveCamera(FIELD_DEGREES);
  camera.up.set(0, 0, 1);
  const sky = new HemisphereLight(0xffffff, 0x8d8577, 1);
  const sun = new DirectionalLight(0xffffff, 1);
  sun.position.set(0.55, -0.8, 0.9);
  scene.add(sky, sun);

  const solid = new MeshLambertMaterial({
    vertexColors: true,
    side: DoubleSide,
    polygonOffset: true,
    polygonOffsetFactor: 1,
    polygonOffsetUnits: 1,
  });
  const clear = new MeshLambertMaterial({
    vertexColors: true,
    side: DoubleSide,
    transparent: true,
    depthWrite: false,
  });
  const ghost = new MeshBasicMaterial({ transparent: true, opacity: GHOST_OPACITY, depthWrite: false });
  const materials: Material[] = [solid, clear, ghost];
  const shown = [elementBatch(model, 'opaque', solid), elementBatch(model, 'clear', clear)].filter(isThere);
  const ghosts = [elementBatch(model, 'all', ghost)].filter(isThere);
  for (const { mesh } of ghosts) mesh.renderOrder = 1;
  const edges = elementEdges(model);
  if (edges) {
    materials.push(edges.lines.material);
    edges.lines.renderOrder = 2;
    scene.add(edges.lines);
  }
  for (const { mesh } of [...shown, ...ghosts]) {
    mesh.sortObjects = mesh.material === clear;
    scene.add(mesh);
  }
  const contour = [
    new LineMaterial({ linewidth: LINE_PIXELS.outer, depthTest: false, transparent: true, opacity: 0.9 }),
    new LineMaterial({ linewidth: LINE_PIXELS.inner, depthTest: false, transparent: true }),
  ] as const;
  const frame = contour.map((material, index) => {
    const lines = new LineSegments2(new LineSegmentsGeometry(), material);
    lines.renderOrder = 10 + index;
    lines.visible = false;
    lines.frustumCulled = false;
    scene.add(lines);
    return lines;
  });
  const sheet = sectionSheet();
  scene.add(sheet.object);

  let states: Readonly<Uint8Array> = new Uint8Array(facts.count).fill(SHOWN);
  let apart = 0;
  let selected: number | null = null;
  let cut: SectionPlane | null = null;
  let plane: Plane | null = null;
  let isDirty = true;
  let wasLookedAt = false;
  let plain = '#cccccc';
  let isOver = false;
  let rest = (_eye: Eye): void => {};
  let framed = (): void => {};
  const dirty = (): void => {
    isDirty = true;
    document.documentElement.dataset['scene'] = 'loading';
  };
  let enlarged: readonly (string | undefined)[] | null = null;
  let enlargedTimes = 1;
  const sway = swayOf(model);
  let motion: RigidMotion | null = null;
  const liftOf = (element: number): number => (levelOf[element] ?? 0) * apart;
  const placementOf = (element: number): Placement => {
    const held = sway?.[element] ?? STAYS;
    return {
      liftMetres: liftOf(element),
      times: enlarged?.[element] === undefined ? 1 : enlargedTimes,
      asideMetres:
        motion === null || held === STAYS ? [0, 0] : movedAt(motion, facts.foot[element] ?? [0, 0, 0]),
      isSheared: motion !== null && held === BENDS,
    };
  };
  const refresh = (): void => {
    for (const batch of shown) batch.show((one) => states[one] === SHOWN);
    for (const batch of ghosts) {
      batch.show((one) => states[one] === GHOST);
      batch.mesh.visible = states.includes(GHOST);
    }
    edges?.update((one) => states[one] ?? GONE, placementOf);
    drawContour();
    dirty();
  };
  const placeAll = (): void => {
    for (const batch of [...shown, ...ghosts]) batch.place(placementOf);
    refresh();
  };
  const drawContour = (): void => {
    const points = selected === null ? undefined : placedEdges(model, selected, placementOf(selected));
    for (const lines of frame) {
      lines.visible = points !== undefined && points.length > 0;
      if (lines.visible && points) {
        lines.geometry.dispose();
        lines.geometry = new LineSegmentsGeometry().setPositions(points);
      }
    }
  };
  const boxOf = (elements: Iterable<number>): Box3 => {
    const box = new Box3();
    for (const one of elements) {
      const [x, y, z] = facts.foot[one] ?? [0, 0, 0];
      const [long, wide, high] = facts.size[one] ?? [0, 0, 0];
      const foot = z + liftOf(one);
      box.expandByPoint(new Vector3(x - long / 2, y - wide / 2, foot));
      box.expandByPoint(new Vector3(x + long / 2, y + wide / 2, foot + high));
    }
    return box;
  };
  const all = Array.from({ length: facts.count }, (_, one) => one).filter((one) => facts.shape[one] !== null);
  const whole = boxOf(all);
  const size = whole.getSize(new Vector3()).length() || 1;

  const controls = new OrbitControls(camera, canvas);
  controls.enableDamping = false;
  controls.screenSpacePanning = true;
  controls.zoomToCursor = true;
  controls.maxDistance = size * 8;
  controls.minDistance = 0.2;
  controls.addEventListener('change', dirty);
  const eye = (): Eye => ({ from: camera.position.toArray(), to: controls.target.toArray() });
  controls.addEventListener('end', () => rest(eye()));
  const come = (from: Vector3, to: Vector3): void => {
    camera.position.copy(from);
    controls.target.copy(to);
    controls.update();
    dirty();
    rest(eye());
  };

  let insets: Insets = { left: 0, right: 0, top: 0, bottom: 0 };
  const resize = (): void => {
    const { clientWidth: width, clientHeight: height } = host;
    if (width === 0 || height === 0) return;
    renderer.setSize(width, height);
    camera.aspect = width / height;
    // The middle of the picture is the middle of what the panels leave free.
    camera.setViewOffset(
      width,
      height,
      (insets.right - insets.left) / 2,
      (insets.bottom - insets.top) / 2,
      width,
      height,
    );
    for (const material of contour) material.resolution.set(width, height);
    dirty();
  };
  const watcher = new ResizeObserver(resize);
  watcher.observe(host);
  resize();

  const draw = (): void => {
    if (isOver) return;
    requestAnimationFrame(draw);
    if (!isDirty) return;
    isDirty = false;
    const distance = camera.position.distanceTo(controls.target);
    camera.near = Math.max(0.05, distance / 400);
    camera.far = distance + size * 6;
    camera.updateProjectionMatrix();
    renderer.render(scene, camera);
    framed();
    document.documentElement.dataset['scene'] = 'settled';
  };
  requestAnimationFrame(draw);

  const caster = new Raycaster();
  const isSeen = (point: Vector3): boolean => plane === null || plane.distanceToPoint(point) >= 0;
  return {
    canvas,
    show(next) {
      states = next;
      refresh();
    },
    colour(colours, times) {
      const isOwn = colours === null;
      const known = new Map<string, Color>();
      const colourOf = (element: number): Color | undefined => {
        const css = colours?.[element] ?? (isOwn ? undefined : plain);
        if (css === undefined) return undefined;
        const colour = known.get(css) ?? new Color(css);
        known.set(css, colour);
        return colour;
      };
      for (const batch of shown) batch.colour(colourOf);
      edges?.draw(isOwn ? 'material' : 'data');
      enlarged = colours;
      enlargedTimes = times;
      placeAll();
      for (const material of [solid, clear]) {
        material.vertexColors = isOwn;
        material.opacity = material === clear && !isOwn ? 0.35 : 1;
        material.needsUpdate = true;
      }
      dirty();
    },
    explode(metres) {
      apart = metres;
      placeAll();
      sheet.place(cut, boxOf(all));
    },
    shake(next) {
      motion = next;
      placeAll();
    },
    section(wanted) {
      plane =
        wanted &&
        new Plane(
          AXES[wanted.axis].clone().multiplyScalar(wanted.isTurned ? 1 : -1),
          wanted.atMetres * (wanted.isTurned ? -1 : 1),
        );
      for (const material of materials) material.clippingPlanes = plane ? [plane] : null;
      cut = wanted;
      sheet.place(cut, boxOf(all));
      dirty();
    },
    select(element) {
      selected = element;
      drawContour();
      dirty();
    },
    paint(palette) {
      renderer.setClearColor(palette.ground);
      ghost.color.set(palette.ink);
      edges?.ink.set(palette.ink);
      edges?.pencil.set(palette.pencil);
      contour[0].color.set(palette.paper);
      contour[1].color.set(palette.ink);
      sky.intensity = palette.light * 1.75;
      sun.intensity = palette.light * 2.2;
      sheet.paint(palette.accent);
      plain = palette.plain;
      dirty();
    },
    inset(next) {
      insets = next;
      resize();
    },
    fit(elements) {
      const wanted = elements?.filter((one) => facts.shape[one] !== null);
      const box = boxOf(wanted && wanted.length > 0 ? wanted : all.filter((one) => states[one] === SHOWN));
      if (box.isEmpty()) return;
      const middle = box.getCenter(new Vector3());
      const { clientWidth, clientHeight } = host;
      const free = Math.max(
        0.3,
        Math.min(
          (clientWidth - insets.left - insets.right) / clientWidth,
          (clientHeight - insets.top - insets.bottom) / clientHeight,
        ),
      );
      const half = Math.tan(((FIELD_DEGREES / 2) * Math.PI) / 180) * Math.min(1, camera.aspect);
      const distance = Math.max(1.5, (box.getSize(new Vector3()).length() / 2 / half / free) * 0.92);
      const from = camera.position.clone().sub(controls.target);
      const direction = from.lengthSq() > 1e-6 && wasLookedAt ? from.normalize() : FIRST_LOOK.clone();
      wasLookedAt = true;
      come(middle.clone().addScaledVector(direction, distance), middle);
    },
    look({ from, to }) {
      wasLookedAt = true;
      come(new Vector3(...from), new Vector3(...to));
    },
    hasEye: () => wasLookedAt,
    turn(around, up) {
      const offset = camera.position.clone().sub(controls.target);
      const radians = Math.PI / 180;
      offset.applyAxisAngle(AXES.z, around * radians);
      const across = new Vector3().crossVectors(offset, AXES.z).normalize();
      const raised = offset.clone().applyAxisAngle(across, up * radians);
      // Never over the top, where up and down change places.
      if (Math.abs(raised.clone().normalize().z) < 0.995) offset.copy(raised);
      come(controls.target.clone().add(offset), controls.target.clone());
    },
    approach(share) {
      const offset = camera.position
        .clone()
        .sub(controls.target)
        .multiplyScalar(1 - share);
      come(controls.target.clone().add(offset), controls.target.clone());
    },
    pick(x, y) {
      const { clientWidth, clientHeight } = canvas;
      caster.setFromCamera(new Vector2((x / clientWidth) * 2 - 1, 1 - (y / clientHeight) * 2), camera);
      const hit = shown
        .flatMap((batch) =>
          caster.intersectObject(batch.mesh, false).map(({ batchId, distance, point }) => ({
            element: batchId === undefined ? undefined : batch.elementOf(batchId),
            distance,
            point,
          })),
        )
        .filter(({ point }) => isSeen(point))
        .toSorted((a, b) => a.distance - b.distance)[0];
      return hit?.element === undefined ? undefined : { element: hit.element, at: hit.point.toArray() };
    },
    screenOf(point) {
      const projected = new Vector3(...point).project(camera);
      if (projected.z > 1) return undefined;
      return [((projected.x + 1) / 2) * canvas.clientWidth, ((1 - projected.y) / 2) * canvas.clientHeight];
    },
    onRest(told) {
      rest = told;
    },
    onFrame(told) {
      framed = told;
    },
    viewpoint() {
      // A picture can only be taken in the moment after it was drawn.
      renderer.render(scene, camera);
      const [, base64 = ''] = canvas.toDataURL('image/png').split(',');
      return {
        eye: eye(),
        fieldDegrees: FIELD_DEGREES,
        snapshot: Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0)),
      };
    },
    box: { low: whole.min.toArray(), high: whole.max.toArray() },
    destroy() {
      isOver = true;
      watcher.disconnect();
      controls.dispose();
      for (const { mesh } of [...shown, ...ghosts]) mesh.dispose();
      for (const material of [...materials, ...contour]) material.dispose();
      renderer.dispose();
      renderer.forceContextLoss();
      canvas.remove();
    },
  };
}

function isThere(batch: ElementBatch | undefined): batch is ElementBatch {
  return batch !== undefined;
}
