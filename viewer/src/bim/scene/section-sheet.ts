/** The plane that cuts the model, as a sheet with an edge, so that a person sees where it lies. */
import {
  BufferAttribute,
  BufferGeometry,
  DoubleSide,
  Group,
  LineBasicMaterial,
  LineLoop,
  Mesh,
  MeshBasicMaterial,
  Vector3,
  type Box3,
} from 'three';
import type { SectionPlane } from '../inspector-state.ts';

/** Of the model's size, so that the edge is not within its walls. */
const MARGIN = 0.03;
const OPACITY = 0.1;
const OTHER_AXES = { x: ['y', 'z'], y: ['x', 'z'], z: ['x', 'y'] } as const;

export function sectionSheet() {
  const object = new Group();
  object.visible = false;
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(new Float32Array(12), 3));
  geometry.setIndex([0, 1, 2, 0, 2, 3]);
  const fill = new MeshBasicMaterial({
    transparent: true,
    opacity: OPACITY,
    side: DoubleSide,
    depthWrite: false,
  });
  const edge = new LineBasicMaterial();
  const sheet = new Mesh(geometry, fill);
  sheet.renderOrder = 5;
  sheet.frustumCulled = false;
  const outline = new LineLoop(geometry.clone().setIndex(null), edge);
  outline.frustumCulled = false;
  object.add(sheet, outline);
  return {
    object,
    paint(css: string): void {
      fill.color.set(css);
      edge.color.set(css);
    },
    place(plane: SectionPlane | null, box: Box3): void {
      object.visible = plane !== null;
      if (!plane) return;
      const wider = box.clone().expandByScalar(box.getSize(new Vector3()).length() * MARGIN);
      const [first, second] = OTHER_AXES[plane.axis];
      const corners = (
        [
          ['min', 'min'],
          ['max', 'min'],
          ['max', 'max'],
          ['min', 'max'],
        ] as const
      ).map(([a, b]) => {
        const corner = new Vector3();
        corner[plane.axis] = plane.atMetres;
        corner[first] = wider[a][first];
        corner[second] = wider[b][second];
        return corner;
      });
      for (const part of [sheet.geometry, outline.geometry]) {
        const position = part.attributes['position'];
        corners.forEach(({ x, y, z }, index) => position?.setXYZ(index, x, y, z));
        if (position) position.needsUpdate = true;
      }
    },
  };
}
