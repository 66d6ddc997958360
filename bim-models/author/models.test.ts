import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoPart, Row } from '@twin/gis-data/demo/district.ts';
import { localMetres, ORIGIN_METRES } from '@twin/gis-data/demo/frame.ts';
import { makeDistrict } from '@twin/gis-data/demo/make-district.ts';
import { decodeElementMesh } from '@twin/gis-data/themes/building-models/element-mesh.ts';
import { HOSPITAL_ID } from '@twin/gis-data/themes/buildings/demo.ts';
import type { IfcElement, IfcReading } from '../src/ifc-reading.ts';
import { readInProcess } from '../src/read-in-process.ts';
import { writeModels, type ModelFile } from './write-models.ts';

describe('the building models of the demo district', () => {
  const folder = mkdtempSync(join(tmpdir(), 'twin-models-'));
  const readings = new Map<string, IfcReading>();
  let district: Required<DemoPart>;
  let written: ModelFile[];
  beforeAll(async () => {
    district = await makeDistrict();
    written = await writeModels(district.tables, folder);
    for (const { key, file } of written) readings.set(key, await readInProcess(join(folder, file)));
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const reading = (key: string): IfcReading => {
    const found = readings.get(key);
    if (!found) throw new Error(`there is no model ${key}`);
    return found;
  };
  const rowsOf = (table: string): readonly Row[] => district.tables[table] ?? [];
  /** Where an element's foot lies in the district's frame, by the file's own map conversion. */
  const placeOf = (key: string, { foot: [x, y, z] }: IfcElement): [number, number, number] => {
    const conversion = reading(key).facts.mapConversion;
    if (!conversion) throw new Error(`${key} has no map conversion`);
    const [cos, sin] = conversion.xAxis;
    return [
      conversion.easting + x * cos - y * sin - ORIGIN_METRES.easting,
      conversion.northing + x * sin + y * cos - ORIGIN_METRES.northing,
      conversion.heightMetres + z,
    ];
  };
  const positionOf = (row: Row): [number, number, number] => {
    if (row.geom.type !== 'Point') throw new Error(`${row.id} is no point`);
    const [longitude = 0, latitude = 0, z = 0] = row.geom.coordinates;
    return [...localMetres(longitude, latitude), z];
  };
  const recordOf = (element: IfcElement, table: string): Row => {
    const found = rowsOf(table).find((row) => row['ifc_guid'] === element.guid);
    if (!found) throw new Error(`${element.name} (${element.guid}) is in no record of ${table}`);
    return found;
  };

  it('are the same to the byte in every run', async () => {
    const again = await writeModels((await makeDistrict()).tables, folder);
    expect(again.map(({ sha256 }) => sha256)).toEqual(written.map(({ sha256 }) => sha256));
  }, 120_000);

  it('have a shape for every element, in no warning and no class unknown', () => {
    for (const { key } of written) {
      const { facts, elements, shapes } = reading(key);
      expect(facts.withoutGeometry, key).toEqual({});
      expect(facts.warnings, key).toEqual([]);
      expect(facts.schema).toBe('IFC4X3_ADD2');
      for (const bytes of shapes) expect(decodeElementMesh(bytes)?.indices.length).toBeGreaterThan(0);
      for (const { name, size } of elements)
        for (const metres of size) {
          expect(metres, name).toBeGreaterThan(0.005);
          expect(metres, name).toBeLessThan(130);
        }
    }
  });

  it('stand in the hospital on the bearings of the register: all 72, by GlobalId, place, size and kind', () => {
    const bearings = reading('hospital').elements.filter((element) => element.class === 'IfcBearing');
    const records = bearings.map((element) => recordOf(element, 'isolation_bearing'));
    expect(new Set(records.map(({ id }) => id)).size).toBe(rowsOf('isolation_bearing').length);
    bearings.forEach((element, index) => {
      const record = records[index];
      if (!record) throw new Error('a bearing without its record');
      const [at, wanted] = [placeOf('hospital', element), positionOf(record)];
      expect(Math.hypot(...at.map((value, axis) => value - (wanted[axis] ?? 0))), element.name).toBeLessThan(
        0.006,
      );
      expect(element.size[2] * 1000).toBeCloseTo(Number(record['height_mm']), 0);
      expect(element.size[0] * 1000).toBeLessThanOrEqual(Number(record['diameter_mm']));
      expect(element.type).toBe(record['model']);
    });
    expect(new Set(bearings.map(({ type }) => type.slice(0, 3)))).toEqual(new Set(['LRB', 'LNR', 'ESB']));
  });

  it('have a gap around the isolated building that the largest displacement of a rare earthquake fits into', () => {
    const moat = reading('hospital').elements.find(({ name }) => name === '隔震沟挡墙');
    const gap = Number(moat?.sets['HN_Pset_IsolationGap']?.['ClearWidth']);
    // 0.55 of the largest diameter, 1000 mm, times 1.2: 660 mm.
    expect(gap).toBeGreaterThanOrEqual(0.66);
    const inside = reading('hospital').elements.filter(
      ({ class: kind, storey }) => kind === 'IfcWall' && storey === '1F',
    );
    const reach = Math.max(...inside.map(({ foot, size }) => Math.abs(foot[0]) + size[0] / 2));
    expect((moat?.size[0] ?? 0) / 2 - 0.4 - gap - reach).toBeGreaterThan(-0.5);
    const hoses = reading('hospital').elements.filter(({ type }) => type.startsWith('隔震软管'));
    expect(hoses).toHaveLength(6);
    for (const { size } of hoses) expect(size[1]).toBeGreaterThan(gap);
  });

  it('hold every prefab part that has its place in the tower: by GlobalId, place, size and records of its making', () => {
    const parts = reading('prefab-tower').elements.filter(
      ({ sets }) => 'Pset_PrecastConcreteElementFabrication' in sets,
    );
    const placed = rowsOf('prefab_part').filter((row) => row['state'] !== 'scrapped');
    expect(placed.length).toBeGreaterThan(2700);
    expect(parts.length).toBe(placed.length);
    const byGuid = new Map(placed.map((row) => [row['ifc_guid'], row]));
    for (const part of parts) {
      const record = byGuid.get(part.guid);
      if (!record) throw new Error(`${part.name} is in no record`);
      const [at, wanted] = [placeOf('prefab-tower', part), positionOf(record)];
      // A sill of 6 cm moves the middle of a panel's box by half of that.
      expect(Math.hypot(at[0] - wanted[0], at[1] - wanted[1]), part.name).toBeLessThan(0.05);
      expect(Math.abs(at[2] - wanted[2]), part.name).toBeLessThan(0.005);
      expect(Math.max(part.size[0], part.size[1]) * 1000, part.name).toBeCloseTo(
        Math.max(Number(record['length_mm']), Number(record['width_mm'])),
        -1,
      );
      expect(part.size[2] * 1000, part.name).toBeCloseTo(Number(record['height_mm']), -1);
      const made = part.sets['Pset_PrecastConcreteElementFabrication'];
      expect(made?.['PieceMark']).toBe(record['piece_mark']);
      expect(made?.['ProductionLotId'] ?? null).toBe(record['batch']);
      expect(String(made?.['ActualErectionDate'] ?? 'null').slice(0, 10)).toBe(String(record['erected_on']));
    }
    expect(new Set(parts.map(({ class: kind }) => kind))).toEqual(
      new Set(['IfcWall', 'IfcSlab', 'IfcStairFlight', 'IfcElementAssembly']),
    );
  });

  it('divide every storey of the office into spaces that fill its plan but for the core’s walls', () => {
    const { elements } = reading('office');
    const spaces = Map.groupBy(
      elements.filter(({ class: kind }) => kind === 'IfcSpace'),
      ({ storey }) => storey,
    );
    expect(spaces.size).toBe(24);
    for (const [storey, rooms] of spaces) {
      const area = rooms.reduce((sum, { sets }) => {
        const net = sets['Qto_SpaceBaseQuantities']?.['NetFloorArea'];
        return sum + (typeof net === 'number' ? net : Number.NaN);
      }, 0);
      // 45.36 m × 38.89 m to the outside of the curtain wall.
      expect(area, storey).toBeGreaterThan(0.9 * 45.36 * 38.89);
      expect(area, storey).toBeLessThan(45.36 * 38.89);
    }
  });

  it('keep to the heights of the blocks in whose place they stand', () => {
    for (const [key, id] of [
      ['hospital', HOSPITAL_ID],
      ['prefab-tower', 'B27-019'],
      ['office', 'B63-003'],
    ] as const) {
      const top = Math.max(...reading(key).elements.map(({ foot, size }) => foot[2] + size[2]));
      const block = rowsOf('building').find((row) => row.id === id);
      // Plant and lift houses rise over the roof's edge, which is the height of a block.
      expect(top - Number(block?.['height_metres']), key).toBeGreaterThan(-1);
      expect(top - Number(block?.['height_metres']), key).toBeLessThan(4);
    }
  });

  it('are text that begins and ends as the standard asks', () => {
    for (const { file } of written) {
      const text = readFileSync(join(folder, file), 'utf8');
      expect(text.startsWith('ISO-10303-21;\nHEADER;')).toBe(true);
      expect(text.endsWith('ENDSEC;\nEND-ISO-10303-21;\n')).toBe(true);
      // The form knows ASCII only.
      expect(/^[\x20-\x7e\n]*$/.test(text)).toBe(true);
    }
  });
});
