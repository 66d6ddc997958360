/**
 * Sixty public buildings with a meter for each of the four sub-items, two years of hourly readings, and the outdoor air
 * that drives their cooling. A few have faults worth finding: `ENERGY_FAULTS`.
 */
import { days, FIRST_DAY, hourOf } from '../../demo/calendar.ts';
import type { Demo, Row, Series } from '../../demo/district.ts';
import { must } from '../../demo/line.ts';
import { outdoorTemperature } from '../../demo/outdoor-temperature.ts';
import { insideWall, ringOf } from '../../demo/polygon.ts';
import { pointOnGround } from '../../demo/shapes.ts';
import type { Random } from '../../demo/random.ts';
import { meteredBuildingIds } from '../buildings/demo.ts';
import { SUB_ITEMS, type AIR_CONDITIONING_CLASSES, type BUILDING_CLASSES, type EnergyUse } from './codes.ts';
import { hourlyDemand, shareOf, type DemandUse, type SubItem } from './hourly-demand.ts';
import { ENERGY_LIMITS, energyClassOf, MEASURED_REFERENCES } from './limits.ts';

type Kind = {
  readonly demand: DemandUse; readonly buildingClass: keyof typeof BUILDING_CLASSES; readonly energyUse: EnergyUse;
  readonly airConditioning: keyof typeof AIR_CONDITIONING_CLASSES;
};
type Fault = {
  /** Place among the metered buildings, as in the last three digits of the id. */
  readonly building: number; readonly subItem: SubItem;
  /** `gap`: nothing read; `stuck`: one value again and again; `night-cooling`: the chiller is left on after closing. */
  readonly kind: 'gap' | 'stuck' | 'night-cooling';
  /** First and last day. */
  readonly from: string; readonly to: string;
};

/** What an operator of the platform should find in the demo's readings. */
export const ENERGY_FAULTS: readonly Fault[] = [
  { building: 3, subItem: 'lighting-sockets', kind: 'gap', from: '2025-06-11', to: '2025-06-19' },
  { building: 27, subItem: 'air-conditioning', kind: 'gap', from: '2024-08-03', to: '2024-08-05' },
  { building: 44, subItem: 'power', kind: 'gap', from: '2025-03-02', to: '2025-03-02' },
  { building: 12, subItem: 'power', kind: 'stuck', from: '2025-09-08', to: '2025-09-28' },
  { building: 51, subItem: 'special', kind: 'stuck', from: '2024-11-18', to: '2024-12-01' },
  { building: 9, subItem: 'air-conditioning', kind: 'night-cooling', from: '2025-05-12', to: '2025-10-31' },
  { building: 4, subItem: 'air-conditioning', kind: 'night-cooling', from: '2025-07-05', to: '2025-08-24' },
];
const SUB_ITEM_IDS: readonly SubItem[] = ['lighting-sockets', 'air-conditioning', 'power', 'special'];
/** Division code, class and serial make the ten characters of a building's id in the ministry's data centres. */
const DIVISION = '460100';
const INDEX_YEAR = 2025;
/** Haikou, whose air the temperature is. */
const CITY = '460100';
/** The index of a building, as a multiple of its constraint value or, without one, of the measured mean of its use. */
const INDEX_RATIO = { ofConstraint: [0.52, 1.3], ofMean: [0.72, 1.3] } as const;
/** Along the wall of the distribution room. */
const METER_SPACING_METRES = 0.7;
const FROM_WALL_METRES = 0.8;

export const demo: Demo = ({ random, made }) => {
  const buildings = new Map(made('building').map((row) => [row.id, row]));
  const temperature = outdoorTemperature(random('temperature'));
  const metered_building: Row[] = [];
  const energy_meter: Row[] = [];
  const series: Series[] = [{
    collection: 'administrative-areas', featureId: CITY, property: 'outdoor_temperature', unit: '°C', aggregate: 'mean',
    title: { zh: '室外气温(演示)', en: 'Outdoor air (demo)' }, firstDay: FIRST_DAY, hours: temperature,
  }];
  meteredBuildingIds(made('building')).forEach((id, index) => {
    const building = must(buildings.get(id));
    const kind = kindOf(building);
    const place = index + 1;
    const metered = `${DIVISION}${kind.buildingClass}${String(place).padStart(3, '0')}`;
    const readings = readingsOf(kind, place, Number(building['floor_area_m2']), temperature, (name) => random(`${id}/${name}`));
    metered_building.push(meteredRow(metered, building, kind, readings));
    const wall = insideWall(ringOf(building.geom), FROM_WALL_METRES);
    SUB_ITEM_IDS.forEach((subItem, slot) => {
      const meter = `${metered}-${subItem}`;
      energy_meter.push({
        id: meter, metered_building: metered, energy_kind: 'electricity', sub_item: subItem,
        meter_no: `YS${metered.slice(-4)}${slot + 1}`, installed_on: `${Math.min(2023, Math.max(2018, Number(building['built_year'])))}-10-15`,
        geom: pointOnGround(wall((slot - 1.5) * METER_SPACING_METRES)),
      });
      series.push({
        collection: 'energy-meters', featureId: meter, property: 'energy', unit: 'kWh', aggregate: 'sum',
        title: SUB_ITEMS[subItem], firstDay: FIRST_DAY, hours: readings[subItem],
      });
    });
  });
  return { tables: { metered_building, energy_meter }, series };
};

function meteredRow(id: string, building: Row, kind: Kind, readings: Record<SubItem, Float32Array>): Row {
  const area = Number(building['floor_area_m2']);
  const limits = ENERGY_LIMITS[kind.energyUse]?.[kind.airConditioning];
  // As metered: what a gap has lost is not made up.
  const index = Math.round((SUB_ITEM_IDS.reduce((sum, subItem) => sum + ofYear(readings[subItem]), 0) / area) * 10) / 10;
  return {
    id, building: building.id, name: building['name'], name_en: building['name_en'], building_class: kind.buildingClass,
    energy_use: kind.energyUse, air_conditioning: kind.airConditioning, floor_area_m2: area, height_metres: building['height_metres'],
    ground_elevation_metres: building['ground_elevation_metres'], floors_above: building['floors_above'],
    index_kwh_m2a: index, index_year: INDEX_YEAR, constraint_kwh_m2a: limits?.constraint.value ?? null,
    guide_kwh_m2a: limits?.guide.value ?? null, energy_class: energyClassOf(index, limits), geom: building.geom,
  };
}

/** kWh of every hour of the calendar, hundredths, with the faults of this building. */
function readingsOf(kind: Kind, place: number, areaM2: number, temperature: Float32Array, dice: (name: string) => Random): Record<SubItem, Float32Array> {
  const faults = ENERGY_FAULTS.filter((fault) => fault.building === place);
  const nights = faults.filter((fault) => fault.kind === 'night-cooling');
  const isLeftOn = ({ date }: { date: string }): boolean => nights.some(({ from, to }) => from <= date && date <= to);
  const kwhOfYear = targetIndex(kind, dice('index')) * areaM2;
  const sound = hourlyDemand(kind.demand, temperature, dice('demand'), () => false);
  // The same dice again: the nights of a fault come on top of what the building would use.
  const real = nights.length === 0 ? sound : hourlyDemand(kind.demand, temperature, dice('demand'), isLeftOn);
  const metered = (subItem: SubItem): Float32Array => {
    const scale = (shareOf(kind.demand, subItem) * kwhOfYear) / ofYear(sound[subItem]);
    const hours = Float32Array.from(real[subItem], (value) => Math.round(value * scale * 100) / 100);
    for (const fault of faults) if (fault.subItem === subItem) spoil(hours, fault);
    return hours;
  };
  return { 'lighting-sockets': metered('lighting-sockets'), 'air-conditioning': metered('air-conditioning'), power: metered('power'), special: metered('special') };
}

function spoil(hours: Float32Array, { kind, from, to }: Fault): void {
  const [first, end] = [hourOf(from), hourOf(to) + 24];
  if (kind === 'gap') hours.fill(Number.NaN, first, end);
  if (kind === 'stuck') hours.fill(must(hours[first]), first, end);
}

function targetIndex({ energyUse, airConditioning, demand }: Kind, dice: Random): number {
  const limits = ENERGY_LIMITS[energyUse]?.[airConditioning];
  if (limits) return limits.constraint.value * dice.between(...INDEX_RATIO.ofConstraint);
  return MEASURED_REFERENCES[referenceOf(demand)].electricity.value * dice.between(...INDEX_RATIO.ofMean);
}

function referenceOf(demand: DemandUse): keyof typeof MEASURED_REFERENCES {
  switch (demand) {
    case 'government': return 'office-government';
    case 'office': return 'office-commercial';
    case 'commercial': return 'mall';
    case 'hotel': return 'hotel';
    case 'medical': return 'medical';
    case 'education': case 'culture': return 'education';
    case 'sport': return 'other';
  }
}

/** Sum of the year of the index. */
function ofYear(hours: Float32Array | Float64Array): number {
  let sum = 0;
  for (let at = hourOf(`${INDEX_YEAR}-01-01`); at < days.length * 24; at++) {
    const value = must(hours[at]);
    if (!Number.isNaN(value)) sum += value;
  }
  return sum;
}

/** What kind of consumer a building is, by its use and, of shops and hotels, its size. */
function kindOf(building: Row): Kind {
  const area = Number(building['floor_area_m2']);
  switch (building['use']) {
    case 'government': return { demand: 'government', buildingClass: 'A', energyUse: 'office-government', airConditioning: area > 10_000 ? 'B' : 'A' };
    case 'office': return { demand: 'office', buildingClass: 'A', energyUse: 'office-commercial', airConditioning: 'B' };
    case 'commercial': return { demand: 'commercial', buildingClass: 'B', energyUse: area > 40_000 ? 'mall-shopping-centre' : 'mall-department-store', airConditioning: area > 40_000 ? 'B' : 'A' };
    case 'hotel': return { demand: 'hotel', buildingClass: 'C', energyUse: area > 35_000 ? 'hotel-five-star' : 'hotel-four-star', airConditioning: 'B' };
    case 'education': return { demand: 'education', buildingClass: 'D', energyUse: 'education', airConditioning: 'A' };
    case 'culture': return { demand: 'culture', buildingClass: 'D', energyUse: 'education', airConditioning: 'B' };
    case 'medical': return { demand: 'medical', buildingClass: 'E', energyUse: 'medical', airConditioning: 'B' };
    case 'sport': return { demand: 'sport', buildingClass: 'F', energyUse: 'other', airConditioning: 'B' };
    default: throw new Error(`building ${building.id} is not a public building`);
  }
}
