/** What an element does for its building, from its class and, for what is made in a factory, its property sets. */
import type { ELEMENT_PARTS } from '@twin/gis-data/themes/building-models/codes.ts';
import type { IfcElement } from './ifc-reading.ts';

type Part = keyof typeof ELEMENT_PARTS;

const FABRICATION = 'Pset_PrecastConcreteElementFabrication';
const PARTS: readonly (readonly [Part, RegExp])[] = [
  ['space', /^IfcSpace$/],
  ['isolation', /^Ifc(Bearing|Vibration(Damper|Isolator))$/],
  [
    'structure',
    /^Ifc(Beam|Column|DeepFoundation|Footing|Member|Pile|Plate|Ramp|RampFlight|Slab|Stair|StairFlight|Tendon.*|Reinforcing.*)$/,
  ],
  ['envelope', /^Ifc(CurtainWall|Roof|ShadingDevice|Window)$/],
  ['interior', /^Ifc(Covering|Door|Furniture|FurnishingElement|Railing|SystemFurnitureElement)$/],
  [
    'services',
    /^Ifc(Flow|Pipe|Duct|Cable|Energy|Distribution|Unitary|Solar|Tank|Transport|Sanitary|Light|Pump|Fan|Boiler|Chiller|Cooling|Electric|Valve)/,
  ],
];

export function elementPart({ class: kind, sets }: Pick<IfcElement, 'class' | 'sets'>): Part {
  if (FABRICATION in sets) return 'precast';
  if (kind.startsWith('IfcWall')) return isOutside(sets) && !bears(sets) ? 'envelope' : 'structure';
  return PARTS.find(([, classes]) => classes.test(kind))?.[0] ?? 'other';
}

function bears(sets: IfcElement['sets']): boolean {
  return sets['Pset_WallCommon']?.['LoadBearing'] === true;
}

function isOutside(sets: IfcElement['sets']): boolean {
  return sets['Pset_WallCommon']?.['IsExternal'] === true;
}
