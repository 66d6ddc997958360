/**
 * Reads the bytes of an IFC file (IFC2X3, IFC4, IFC4X3): elements and spaces with their properties and shapes, and what
 * the file says of its place. Runs in a process of its own, see `reader-process.ts`.
 */
import { createHash } from 'node:crypto';
import * as WebIfc from 'web-ifc';
import { encodeElementMesh, type ElementMesh } from '@twin/gis-data/themes/building-models/element-mesh.ts';
import { StoreError } from '@twin/gis-data/store/store-error.ts';
import type { IfcElement, IfcReading, ModelFacts } from './ifc-reading.ts';
import { readGeoreference } from './read-georeference.ts';
import { StepLines } from './step-lines.ts';
import { readRelations } from './read-relations.ts';
import { shapesOf } from './read-shapes.ts';
import { weld } from './weld.ts';

/** Characters of a GlobalId: 128 bits in sixes. */
const GUID = /^[0-3][0-9A-Za-z_$]{21}$/;
/** Of the file's ends, in which its first and last words have to stand. */
const END_BYTES = 4096;
/** A multiple of four, so that the box of a cylinder is square. */
const CIRCLE_SEGMENTS = 16;

/** @throws StoreError `ifc-empty`, `ifc-unreadable`, `ifc-truncated`, `ifc-schema-unknown`, `ifc-without-elements` */
export async function readIfc(bytes: Uint8Array): Promise<IfcReading> {
  checkFrame(bytes);
  const api = new WebIfc.IfcAPI();
  await api.Init();
  api.SetLogLevel(WebIfc.LogLevel.LOG_LEVEL_OFF);
  const model = api.OpenModel(bytes, {
    COORDINATE_TO_ORIGIN: false,
    CIRCLE_SEGMENTS,
  });
  if (model < 0)
    throw new StoreError(
      'ifc-schema-unknown',
      `The file's schema (${schemaIn(bytes)}) cannot be read.`,
      'Export it as IFC2X3, IFC4 or IFC4X3.',
    );
  try {
    return readModel(api, model);
  } catch (error) {
    // A circle of references, or numbers out of all bounds.
    if (error instanceof RangeError || error instanceof WebAssembly.RuntimeError)
      throw new StoreError(
        'ifc-unreadable',
        'The geometry of the file cannot be read: it refers to itself, or breaks its own rules.',
        'Check it with another reader, and export it again.',
        error,
      );
    throw error;
  } finally {
    api.CloseModel(model);
  }
}

function readModel(api: WebIfc.IfcAPI, model: number): IfcReading {
  const lines = new StepLines(api, model);
  const relations = readRelations(lines);
  const shapes: Uint8Array[] = [];
  /** Place of a shape in the list, by the mesh that it was made of and by its bytes. */
  const places = new Map<ElementMesh | string, number>();
  const drawn = new Set<number>();
  const elements: IfcElement[] = [];
  const warnings: string[] = [];
  const guids = new Set<string>();
  // What is cut out of others counts among the elements of the schema, but is nothing by itself.
  const cuts = new Set(lines.idsOf(WebIfc.IFCFEATUREELEMENTSUBTRACTION, true));
  const ids = lines.idsOf(WebIfc.IFCELEMENT, true).filter((id) => !cuts.has(id));
  const wanted = new Set([...ids, ...lines.idsOf(WebIfc.IFCSPACE)]);
  let nameless = 0;
  let repeated = 0;
  let unlimited = 0;

  for (const { id, mesh, foot, size } of shapesOf(api, model)) {
    drawn.add(id);
    // Sites and annotations have shapes too, and are no part of the building.
    if (!wanted.has(id)) continue;
    if (![...foot, ...size].every(Number.isFinite)) {
      unlimited++;
      continue;
    }
    const line = lines.get(id);
    const guid = lines.text(line, 'GlobalId');
    if (!GUID.test(guid)) {
      nameless++;
      continue;
    }
    if (guids.has(guid)) repeated++;
    guids.add(guid);
    const kind = lines.className(id);
    elements.push({
      guid,
      class: kind,
      name: lines.text(line, 'LongName') || lines.text(line, 'Name'),
      type: relations.typeName(id) || lines.text(line, 'ObjectType'),
      tag: kind === 'IfcSpace' ? lines.text(line, 'Name') : lines.text(line, 'Tag'),
      storey: relations.storeyName(id),
      materials: relations.materials(id),
      sets: relations.sets(id),
      foot,
      size,
      // A space is where a room is; it has no body to be seen.
      shape: kind === 'IfcSpace' ? null : placeOf(mesh),
    });
  }

  function placeOf(mesh: ElementMesh): number {
    const known = places.get(mesh);
    if (known !== undefined) return known;
    const bytes = encodeElementMesh(weld(mesh));
    const hash = createHash('sha1').update(bytes).digest('base64');
    const place = places.get(hash) ?? shapes.push(bytes) - 1;
    places.set(mesh, place).set(hash, place);
    return place;
  }

  if (nameless > 0)
    warnings.push(`${nameless} elements have no GlobalId of the standard's form and were left out`);
  if (repeated > 0) warnings.push(`${repeated} elements have the GlobalId of another one`);
  if (unlimited > 0)
    warnings.push(`${unlimited} elements have coordinates that are no numbers and were left out`);
  const { place, warnings: ofPlace } = readGeoreference(lines);
  if (elements.length === 0)
    throw new StoreError(
      'ifc-without-elements',
      `The file has ${ids.length} elements, and none of them has a shape.`,
      'Export it with geometry.',
    );
  const facts: ModelFacts = {
    schema: api.GetModelSchema(model),
    title: titleOf(lines),
    application: applicationOf(api, model),
    ...place,
    counts: countBy(ids.map((id) => lines.className(id))),
    withoutGeometry: countBy(ids.filter((id) => !drawn.has(id)).map((id) => lines.className(id))),
    warnings: [...warnings, ...ofPlace],
  };
  return { facts, elements, shapes };
}

/** A parser of untrusted bytes is not asked whether they are whole: that is seen at their ends. */
function checkFrame(bytes: Uint8Array): void {
  if (bytes.length === 0) throw new StoreError('ifc-empty', 'The file is empty.', 'Export it again.');
  const decoder = new TextDecoder('latin1');
  const head = decoder.decode(bytes.subarray(0, END_BYTES)).replace(/^(ï»¿)?\s*/, '');
  if (head.startsWith('PK'))
    throw new StoreError(
      'ifc-unreadable',
      'The file is a zip archive.',
      'Unpack it, and give the .ifc inside.',
    );
  if (head.startsWith('<'))
    throw new StoreError('ifc-unreadable', 'The file is XML.', 'Export it as IFC-SPF (.ifc).');
  if (!head.startsWith('ISO-10303-21'))
    throw new StoreError(
      'ifc-unreadable',
      'The file does not begin as an IFC file does (ISO-10303-21).',
      'Give an .ifc file of the STEP form.',
    );
  if (!decoder.decode(bytes.subarray(-END_BYTES)).includes('END-ISO-10303-21'))
    throw new StoreError(
      'ifc-truncated',
      'The file ends before its last line (END-ISO-10303-21).',
      'It was cut on its way: copy or export it again.',
    );
}

function schemaIn(bytes: Uint8Array): string {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, END_BYTES));
  return /FILE_SCHEMA\s*\(\s*\(\s*'([^']*)'/.exec(head)?.[1] ?? 'none named';
}

function titleOf(lines: StepLines): string {
  const [building] = lines.idsOf(WebIfc.IFCBUILDING);
  const [project] = lines.idsOf(WebIfc.IFCPROJECT);
  return (
    (building === undefined ? '' : lines.text(lines.get(building), 'Name')) ||
    (project === undefined ? '' : lines.text(lines.get(project), 'Name'))
  );
}

/** The sixth attribute of the header's file name: the system in which the file began. */
function applicationOf(api: WebIfc.IfcAPI, model: number): string {
  const header: unknown = api.GetHeaderLine(model, WebIfc.FILE_NAME);
  if (typeof header !== 'object' || header === null || !('arguments' in header)) return '';
  const at: unknown = Array.isArray(header.arguments) ? header.arguments[5] : undefined;
  return typeof at === 'object' && at !== null && 'value' in at && typeof at.value === 'string'
    ? at.value
    : '';
}

function countBy(names: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    [...Map.groupBy(names, (name) => name)]
      .map(([name, all]) => [name, all.length] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}
