/** What a file says of its unit of length and of its place on earth. */
import * as WebIfc from 'web-ifc';
import type { MapConversion, ModelFacts, SitePlace } from './ifc-reading.ts';
import { valueOf, type Line, type StepLines } from './step-lines.ts';

const PREFIXES: Readonly<Record<string, number>> = {
  KILO: 1e3,
  DECI: 0.1,
  CENTI: 0.01,
  MILLI: 1e-3,
  MICRO: 1e-6,
};
/** A coordinate beyond this cannot be metres of a grid of the earth. */
const LARGEST_METRES = 1.2e7;
/** A scale farther from 1 than this is a unit that was forgotten, no projection's. */
const MOST_SCALE_ERROR = 0.01;

export type Georeference = {
  readonly place: Pick<ModelFacts, 'metresPerUnit' | 'mapConversion' | 'site'>;
  readonly warnings: readonly string[];
};

export function readGeoreference(lines: StepLines): Georeference {
  const warnings: string[] = [];
  const unit = lengthUnit(lines);
  if (unit === undefined) warnings.push('the file names no unit of length: its numbers are taken for metres');
  const metresPerUnit = unit ?? 1;
  return {
    place: {
      metresPerUnit,
      mapConversion: mapConversion(lines, metresPerUnit, warnings),
      site: sitePlace(lines, metresPerUnit),
    },
    warnings,
  };
}

function lengthUnit(lines: StepLines): number | undefined {
  const [assignment] = lines.idsOf(WebIfc.IFCUNITASSIGNMENT);
  const units = assignment === undefined ? [] : lines.refs(lines.get(assignment), 'Units');
  const line = units.map((id) => lines.get(id)).find((one) => lines.text(one, 'UnitType') === 'LENGTHUNIT');
  return line && metresOf(lines, line);
}

function metresOf(lines: StepLines, unit: Line): number | undefined {
  const [factor] = lines.refs(unit, 'ConversionFactor');
  if (factor === undefined) return PREFIXES[lines.text(unit, 'Prefix')] ?? 1;
  const measure = lines.get(factor);
  const [base] = lines.refs(measure, 'UnitComponent');
  const value = lines.number(measure, 'ValueComponent');
  const metres = base === undefined ? 1 : (PREFIXES[lines.text(lines.get(base), 'Prefix')] ?? 1);
  return value === undefined ? undefined : value * metres;
}

function mapConversion(lines: StepLines, metresPerUnit: number, warnings: string[]): MapConversion | null {
  const [id] = lines.idsOf(WebIfc.IFCMAPCONVERSION);
  if (id === undefined) return null;
  const line = lines.get(id);
  const [target] = lines.refs(line, 'TargetCRS');
  const crs = target === undefined ? {} : lines.get(target);
  const name = lines.text(crs, 'Name');
  const [easting, northing] = [lines.number(line, 'Eastings'), lines.number(line, 'Northings')];
  if (name === '' || easting === undefined || northing === undefined) {
    warnings.push('its IfcMapConversion names no grid or no coordinates and is not used');
    return null;
  }
  // Where no unit of the map is named, the standard means the file's; most files mean metres all the same.
  const [mapUnit] = lines.refs(crs, 'MapUnit');
  const named = mapUnit === undefined ? undefined : metresOf(lines, lines.get(mapUnit));
  const isBeyond = Math.max(Math.abs(easting), Math.abs(northing)) > LARGEST_METRES;
  const metresPerMapUnit = named ?? (isBeyond ? metresPerUnit : 1);
  // The scale turns the file's unit into the map's.
  const scale = ((lines.number(line, 'Scale') ?? 1) * metresPerMapUnit) / metresPerUnit;
  const isScale = Math.abs(scale - 1) <= MOST_SCALE_ERROR;
  if (!isScale && Math.abs((lines.number(line, 'Scale') ?? 1) - 1) > MOST_SCALE_ERROR)
    warnings.push(`its IfcMapConversion has a scale of ${lines.number(line, 'Scale')}, which is not used`);
  const abscissa = lines.number(line, 'XAxisAbscissa') ?? 1;
  const ordinate = lines.number(line, 'XAxisOrdinate') ?? 0;
  const length = Math.hypot(abscissa, ordinate);
  return {
    crs: name,
    easting: easting * metresPerMapUnit,
    northing: northing * metresPerMapUnit,
    heightMetres: (lines.number(line, 'OrthogonalHeight') ?? 0) * metresPerMapUnit,
    xAxis: length > 0 ? [abscissa / length, ordinate / length] : [1, 0],
    scale: isScale ? scale : 1,
  };
}

function sitePlace(lines: StepLines, metresPerUnit: number): SitePlace | null {
  for (const id of lines.idsOf(WebIfc.IFCSITE)) {
    const line = lines.get(id);
    const [latitude, longitude] = [degreesOf(line['RefLatitude']), degreesOf(line['RefLongitude'])];
    if (latitude === undefined || longitude === undefined || (latitude === 0 && longitude === 0)) continue;
    return {
      longitude,
      latitude,
      heightMetres: (lines.number(line, 'RefElevation') ?? 0) * metresPerUnit,
      headingDegrees: trueNorth(lines),
    };
  }
  return null;
}

/** Degrees, minutes, seconds and millionths of a second, all of one sign. */
function degreesOf(attribute: unknown): number | undefined {
  const parts = valueOf(attribute);
  if (!Array.isArray(parts) || parts.length < 3) return undefined;
  const [degrees = 0, minutes = 0, seconds = 0, millionths = 0] = parts.map(Number);
  const value = degrees + minutes / 60 + (seconds + millionths / 1e6) / 3600;
  return Number.isFinite(value) ? value : undefined;
}

/** Bearing of the model's y axis, from the direction of north in the model. */
function trueNorth(lines: StepLines): number {
  for (const id of lines.idsOf(WebIfc.IFCGEOMETRICREPRESENTATIONCONTEXT)) {
    const [direction] = lines.refs(lines.get(id), 'TrueNorth');
    if (direction === undefined) continue;
    const ratios = lines.get(direction)['DirectionRatios'];
    const [x = 0, y = 1] = Array.isArray(ratios) ? ratios.map((ratio) => Number(valueOf(ratio))) : [];
    return (Math.atan2(-x, y) * 180) / Math.PI;
  }
  return 0;
}
