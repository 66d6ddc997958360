/** What relations say of each element: its storey, its type, its materials, its property and quantity sets. */
import * as WebIfc from 'web-ifc';
import type { PropertyValue, Sets } from './ifc-reading.ts';
import { valueOf, type Line, type StepLines } from './step-lines.ts';

type SetValues = Readonly<Record<string, PropertyValue>>;
type NamedSet = readonly [name: string, values: SetValues];

export type Relations = {
  storeyName(id: number): string;
  typeName(id: number): string;
  materials(id: number): readonly string[];
  /** Those of the element win over those of its type. */
  sets(id: number): Sets;
};

/** Attributes by which a material of several parts names them. */
const PARTS_OF_MATERIAL = [
  'ForLayerSet',
  'ForProfileSet',
  'MaterialLayers',
  'MaterialProfiles',
  'MaterialConstituents',
  'Materials',
  'Material',
] as const;
/** Levels of nesting that the schema allows, and one more. */
const DEEPEST = 5;

export function readRelations(lines: StepLines): Relations {
  const parents = new Map<number, number>();
  const storeys = new Map<number, string>();
  const types = new Map<number, number>();
  const materials = new Map<number, number>();
  const sets = new Map<number, number[]>();
  const relate = (
    type: number,
    [many, one]: readonly [string, string],
    put: (related: number, relating: number) => void,
  ): void => {
    for (const id of lines.idsOf(type)) {
      const line = lines.get(id);
      const [relating] = lines.refs(line, one);
      if (relating !== undefined) for (const related of lines.refs(line, many)) put(related, relating);
    }
  };
  relate(WebIfc.IFCRELAGGREGATES, ['RelatedObjects', 'RelatingObject'], (part, whole) =>
    parents.set(part, whole),
  );
  relate(
    WebIfc.IFCRELCONTAINEDINSPATIALSTRUCTURE,
    ['RelatedElements', 'RelatingStructure'],
    (element, structure) => parents.set(element, structure),
  );
  relate(WebIfc.IFCRELDEFINESBYTYPE, ['RelatedObjects', 'RelatingType'], (element, type) =>
    types.set(element, type),
  );
  relate(WebIfc.IFCRELASSOCIATESMATERIAL, ['RelatedObjects', 'RelatingMaterial'], (element, material) =>
    materials.set(element, material),
  );
  relate(
    WebIfc.IFCRELDEFINESBYPROPERTIES,
    ['RelatedObjects', 'RelatingPropertyDefinition'],
    (element, set) => {
      const known = sets.get(element);
      if (known) known.push(set);
      else sets.set(element, [set]);
    },
  );
  for (const id of lines.idsOf(WebIfc.IFCBUILDINGSTOREY)) storeys.set(id, lines.text(lines.get(id), 'Name'));

  const setOf = remember((id) => readSet(lines, lines.get(id)));
  const materialOf = remember((id) => [...new Set(materialNames(lines, id))]);
  const typeOf = remember((id) => {
    const line = lines.get(id);
    return {
      name: lines.text(line, 'Name'),
      sets: lines.refs(line, 'HasPropertySets').map((set) => setOf(set)),
    };
  });

  return {
    storeyName(id) {
      // Parts hang on their whole, which may be several levels below the storey; a file may also go round in a circle.
      let at: number | undefined = id;
      for (let level = 0; level <= DEEPEST && at !== undefined; level++) {
        const name = storeys.get(at);
        if (name !== undefined) return name;
        at = parents.get(at);
      }
      return '';
    },
    typeName(id) {
      const type = types.get(id);
      return type === undefined ? '' : typeOf(type).name;
    },
    materials(id) {
      const material = materials.get(id) ?? materials.get(types.get(id) ?? id);
      return material === undefined ? [] : materialOf(material);
    },
    sets(id) {
      const type = types.get(id);
      const own = (sets.get(id) ?? []).map((set) => setOf(set));
      const merged: Record<string, SetValues> = {};
      for (const [name, values] of [...(type === undefined ? [] : typeOf(type).sets), ...own])
        merged[name] = { ...merged[name], ...values };
      return merged;
    },
  };
}

function readSet(lines: StepLines, line: Line): NamedSet {
  const members = [...lines.refs(line, 'HasProperties'), ...lines.refs(line, 'Quantities')];
  return [
    lines.text(line, 'Name'),
    Object.fromEntries(
      members.map((id) => {
        const member = lines.get(id);
        return [lines.text(member, 'Name'), valueOfMember(member)] as const;
      }),
    ),
  ];
}

/** Single, listed and enumerated values, and quantities; what else there is has no value here. */
function valueOfMember(member: Line): PropertyValue {
  const quantity = Object.keys(member).find((name) =>
    /^(Length|Area|Volume|Weight|Count|Time)Value$/.test(name),
  );
  const value =
    member['NominalValue'] ??
    member['ListValues'] ??
    member['EnumerationValues'] ??
    (quantity === undefined ? undefined : member[quantity]);
  return plain(value);
}

function plain(attribute: unknown): PropertyValue {
  if (Array.isArray(attribute)) return attribute.map(plain);
  const value = valueOf(attribute);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

function materialNames(lines: StepLines, id: number, depth = 0): string[] {
  const line = lines.get(id);
  const parts = PARTS_OF_MATERIAL.flatMap((attribute) => lines.refs(line, attribute));
  if (parts.length > 0 && depth < DEEPEST)
    return parts.flatMap((part) => materialNames(lines, part, depth + 1));
  const name = lines.text(line, 'Name');
  return name === '' ? [] : [name];
}

function remember<T>(make: (id: number) => T): (id: number) => T {
  const known = new Map<number, T>();
  return (id) => {
    const found = known.get(id) ?? make(id);
    known.set(id, found);
    return found;
  };
}
