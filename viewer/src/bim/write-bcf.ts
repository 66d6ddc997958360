/** A view of the model with a remark, as a BCF 2.1 file: other programs open the same model at the same place. */
import { strToU8, zipSync } from 'fflate';
import type { Eye, SectionPlane, Vec3 } from './inspector-state.ts';

export type BcfIssue = {
  readonly title: string;
  readonly comment: string;
  readonly author: string;
  /** 2026-01-12T08:00:00Z */
  readonly date: string;
  readonly eye: Eye;
  readonly fieldDegrees: number;
  readonly section: SectionPlane | null;
  /** GlobalIds of IFC. */
  readonly selected: readonly string[];
  /** Either what alone is seen, or what is not. */
  readonly visible: { readonly only: readonly string[] } | { readonly except: readonly string[] };
  /** PNG. */
  readonly snapshot: Uint8Array;
};

const AXES = { x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] } as const;
const XML = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** @param newId gives a GUID each time it is asked */
export function writeBcf(issue: BcfIssue, newId: () => string = () => crypto.randomUUID()): Uint8Array {
  const [topic, comment, viewpoint] = [newId(), newId(), newId()];
  return zipSync({
    'bcf.version': strToU8(`${XML}<Version VersionId="2.1"><DetailedVersion>2.1</DetailedVersion></Version>`),
    [`${topic}/markup.bcf`]: strToU8(markup(issue, topic, comment, viewpoint)),
    [`${topic}/viewpoint.bcfv`]: strToU8(visualization(issue, viewpoint)),
    [`${topic}/snapshot.png`]: [issue.snapshot, { level: 0 }],
  });
}

function markup(
  { title, comment, author, date }: BcfIssue,
  topicId: string,
  commentId: string,
  viewpointId: string,
): string {
  return `${XML}<Markup><Topic Guid="${topicId}" TopicType="Remark" TopicStatus="Open"><Title>${escape(title)}</Title><CreationDate>${date}</CreationDate><CreationAuthor>${escape(author)}</CreationAuthor></Topic><Comment Guid="${commentId}"><Date>${date}</Date><Author>${escape(author)}</Author><Comment>${escape(comment)}</Comment><Viewpoint Guid="${viewpointId}"/></Comment><Viewpoints Guid="${viewpointId}"><Viewpoint>viewpoint.bcfv</Viewpoint><Snapshot>snapshot.png</Snapshot></Viewpoints></Markup>`;
}

function visualization({ eye, fieldDegrees, section, selected, visible }: BcfIssue, id: string): string {
  const components = (guids: readonly string[]): string =>
    guids.map((guid) => `<Component IfcGuid="${escape(guid)}"/>`).join('');
  const [isShown, exceptions] = 'only' in visible ? [false, visible.only] : [true, visible.except];
  const direction = unit(eye.to.map((to, axis) => to - (eye.from[axis] ?? 0)));
  // Up stands square on the direction, as near to the vertical as it can.
  const [x, y, z] = direction;
  const up = unit([-x * z, -y * z, 1 - z * z]);
  return `${XML}<VisualizationInfo Guid="${id}"><Components>${
    selected.length > 0 ? `<Selection>${components(selected)}</Selection>` : ''
  }<Visibility DefaultVisibility="${isShown}">${
    exceptions.length > 0 ? `<Exceptions>${components(exceptions)}</Exceptions>` : ''
  }</Visibility></Components><PerspectiveCamera>${point('CameraViewPoint', eye.from)}${point('CameraDirection', direction)}${point('CameraUpVector', up)}<FieldOfView>${fieldDegrees}</FieldOfView></PerspectiveCamera>${
    section ? `<ClippingPlanes><ClippingPlane>${clipping(section)}</ClippingPlane></ClippingPlanes>` : ''
  }</VisualizationInfo>`;
}

/** Its direction points to what is cut away. */
function clipping({ axis, atMetres, isTurned }: SectionPlane): string {
  const along = AXES[axis];
  const scaled = (times: number): Vec3 => [along[0] * times, along[1] * times, along[2] * times];
  return `${point('Location', scaled(atMetres))}${point('Direction', scaled(isTurned ? -1 : 1))}`;
}

function point(name: string, [x, y, z]: Vec3): string {
  return `<${name}><X>${x}</X><Y>${y}</Y><Z>${z}</Z></${name}>`;
}

function unit(vector: readonly number[]): Vec3 {
  const length = Math.hypot(...vector) || 1;
  const [x = 0, y = 0, z = 0] = vector.map((one) => one / length);
  return [x, y, z];
}

/** Signs that XML has no place for are left out. */
function escape(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
