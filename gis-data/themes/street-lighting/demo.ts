/** Lamps on both kerbs, in circuits fed by cabinets. A few have failed, one circuit is dark. */
import type { Demo, Row } from '../../demo/district.ts';
import { lonLat, type Point } from '../../demo/frame.ts';
import { elevationAt } from '../../demo/ground.ts';
import { bearingOf, crossings, onStreet, streets, type Street } from '../../demo/plan.ts';
import { pointOnGround } from '../../demo/shapes.ts';

const LAMPS_PER_CIRCUIT = 32;
/** Height, spacing on one kerb and power by street class. */
const BY_CLASS = {
  arterial: { lanternMetres: 12, spacingMetres: 21.5, watt: 180 },
  secondary: { lanternMetres: 10, spacingMetres: 22, watt: 120 },
  branch: { lanternMetres: 8, spacingMetres: 22.5, watt: 75 },
} as const;
const FAILED_SHARE = 0.012;
const LOST_SHARE = 0.006;
const DAY_BURNER_SHARE = 0.002;
/** The circuit whose cable has failed. */
const DARK_CIRCUIT = 'LC-E05-2';

export const demo: Demo = ({ random }) => {
  const dice = random('faults');
  const lamp: Row[] = [];
  const lamp_circuit: Row[] = [];
  const lamp_cabinet: Row[] = [];
  for (const street of streets) {
    const { lanternMetres, spacingMetres, watt } = BY_CLASS[street.class];
    const poles = polesOf(street, spacingMetres);
    const cabinet = `LB-${street.id}`;
    const first = poles[0];
    if (!first) continue;
    lamp_cabinet.push({ id: cabinet, name: `${street.name}控制柜`, rated_kva: 50, road_name: street.name, installed_on: '2016-09-01',
      geom: pointOnGround(onStreet(street, first.along + 6, street.redLineMetres / 2 - 0.8)) });
    for (let start = 0, serial = 1; start < poles.length; start += LAMPS_PER_CIRCUIT, serial++) {
      const members = poles.slice(start, start + LAMPS_PER_CIRCUIT);
      const circuit = `LC-${street.id}-${serial}`;
      lamp_circuit.push({ id: circuit, cabinet, name: `${street.name} ${serial} 回路`, phase: ['A', 'B', 'C'][serial % 3] ?? 'A', rated_ampere: 32,
        geom: { type: 'MultiLineString', coordinates: [members.map((pole) => [...lonLat(pole.at), elevationAt(pole.at[0], pole.at[1]) - 0.7])].filter((line) => line.length > 1) } });
      members.forEach((pole, index) => {
        const roll = dice.next();
        const status = circuit === DARK_CIRCUIT ? 'defectiveLamp'
          : roll < FAILED_SHARE ? 'defectiveLamp' : roll < FAILED_SHARE + LOST_SHARE ? 'lost' : roll < FAILED_SHARE + LOST_SHARE + DAY_BURNER_SHARE ? 'dayBurner' : 'ok';
        const on = status === 'ok' || status === 'dayBurner';
        lamp.push({
          id: `L-${street.id}-${String(start + index + 1).padStart(3, '0')}`, circuit, pole_no: `${street.id}-${start + index + 1}`, road_name: street.name,
          road_class: street.class, location_category: 'road', lamp_type: 'LED', rated_watt: watt, lantern_height_metres: lanternMetres, arm_count: 1,
          bearing_degrees: pole.bearing, control: 'individual', power_state: on ? 'on' : 'off', lamp_status: status, dimming_percent: on ? 100 : 0,
          ground_elevation_metres: Math.round(elevationAt(pole.at[0], pole.at[1]) * 100) / 100, installed_on: '2016-09-01', owner: '北岸照明(演示)',
          geom: pointOnGround(pole.at),
        });
      });
    }
  }
  return { tables: { lamp_cabinet, lamp_circuit, lamp } };
};

/** Pole feet 0.5 m behind the kerb, on both sides, none within a junction. */
function polesOf(street: Street, spacingMetres: number): { at: Point; along: number; bearing: number }[] {
  const kerb = street.carriagewayMetres / 2 + 0.5;
  const taken = crossings(street).map(({ along, other }) => ({ along, half: other.redLineMetres / 2 + 2 }));
  const poles: { at: Point; along: number; bearing: number }[] = [];
  for (let along = street.from + 8; along < street.to - 4; along += spacingMetres) {
    if (taken.some((junction) => Math.abs(junction.along - along) < junction.half)) continue;
    for (const side of [1, -1]) {
      // The arm reaches over the carriageway: to the right of the direction from the left kerb.
      poles.push({ at: onStreet(street, along, side * kerb), along, bearing: Math.round((bearingOf(street, along) + side * 90 + 360) % 360) });
    }
  }
  return poles;
}
