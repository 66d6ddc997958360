/** Planned pipes as files for other desks: GeoJSON for a map, DXF for a drawing, the tables of a survey, the bill as a table. */
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import { billOfQuantities } from '@twin/gis-data/themes/underground-pipes/analysis/plan/bill-of-quantities.ts';
import { gridOf } from '@twin/gis-data/themes/underground-pipes/analysis/plan/grid-of.ts';
import { kindOf, type LaidPipe } from '@twin/gis-data/themes/underground-pipes/analysis/plan/lay-pipe.ts';
import { planDxf } from '@twin/gis-data/themes/underground-pipes/analysis/plan/plan-dxf.ts';
import type {
  PipePlan,
  PlannedAnswer,
} from '@twin/gis-data/themes/underground-pipes/analysis/plan/plan-pipes.ts';
import { surveyTables } from '@twin/gis-data/themes/underground-pipes/analysis/plan/survey-tables.ts';
import { pipeWords } from '@twin/gis-data/themes/underground-pipes/analysis/sections/pipe-words.ts';
import type { DrawingLanguage } from '@twin/gis-data/themes/underground-pipes/analysis/sections/drawing.ts';
import { QUANTITY_COLUMNS } from '@twin/gis-data/themes/underground-pipes/plan-words.ts';
import type { Words } from '@twin/gis-data/theme.ts';
import { BYTE_ORDER_MARK, csvLine } from '../../csv-line.ts';
import { FileAnswer } from '../../operations.ts';
import { roundedTo } from '../../rounded-to.ts';

const rounded = roundedTo(3);
const hundredths = roundedTo(2);

export type PlanFormat = 'csv' | 'geojson' | 'dxf' | 'survey';

const NAME = 'planned-pipes';
/** To the millimetre. */
const DIGITS_OF_DEGREES = 8;

export async function planFile(
  plan: PipePlan,
  format: PlanFormat,
  language: DrawingLanguage,
): Promise<FileAnswer> {
  const of = (words: Words): string => (language === 'en' ? words.en : words.zh);
  const titleOf = ({ id, pipe }: LaidPipe): string => {
    const { class: kind, size, material } = pipeWords(pipe);
    return [id, pipe.name, of(kind), size, of(material)].filter((word) => word !== '').join(' ');
  };
  const grid = gridOf(plan.pipes[0]?.points[0]?.longitude ?? 0);
  switch (format) {
    case 'csv':
      return new FileAnswer('text/csv; charset=utf-8', `${NAME}.csv`, billText(plan, of));
    case 'geojson':
      return new FileAnswer(
        'application/geo+json',
        `${NAME}.geojson`,
        JSON.stringify({ type: 'FeatureCollection', features: plan.pipes.flatMap(featuresOf) }),
      );
    case 'dxf':
      return new FileAnswer('image/vnd.dxf', `${NAME}.dxf`, planDxf(plan.pipes, grid, titleOf));
    case 'survey': {
      const tables = surveyTables(plan.pipes, grid);
      const archive = new ZipFile();
      for (const [name, rows] of Object.entries(tables))
        archive.addBuffer(
          Buffer.from(BYTE_ORDER_MARK + rows.map(csvLine).join('')),
          `${NAME}-${grid.name.replace(':', '-')}-${name}.csv`,
        );
      archive.end();
      return new FileAnswer(
        'application/zip',
        `${NAME}-${grid.name.replace(':', '-')}.zip`,
        await buffer(archive.outputStream),
      );
    }
  }
}

/** What nobody gave the figures for is left empty. */
function billText(plan: PipePlan, of: (words: Words) => string): string {
  const lines = billOfQuantities(plan, of).map(({ item, specification, unit, quantity }) =>
    csvLine([item, specification, unit, quantity === null ? null : hundredths(quantity)]),
  );
  return BYTE_ORDER_MARK + csvLine(QUANTITY_COLUMNS.map(of)) + lines.join('');
}

/** A line in space for each pipe, and its points. Codes rather than words: what reads it is a program. */
function featuresOf(one: PlannedAnswer): unknown[] {
  const { pipe, points } = one;
  const line = {
    type: 'Feature',
    id: one.id,
    geometry: { type: 'LineString', coordinates: points.map((point) => positionOf(point, point.axisMetres)) },
    properties: {
      name: pipe.name,
      class: pipe.class,
      sub_class: pipe.subClass,
      width_mm: pipe.widthMm,
      height_mm: pipe.heightMm,
      wall_mm: pipe.wallMm,
      material: pipe.material,
      laying: pipe.laying,
      pressure_class: pipe.pressureClass,
      voltage_kv: pipe.voltageKv,
      length_metres: rounded(one.lengthMetres),
      laid_metres: rounded(one.laidMetres),
      least_cover_metres: rounded(one.coverMetres[0]),
      most_cover_metres: rounded(one.coverMetres[1]),
    },
  };
  return [
    line,
    ...points.map((point) => ({
      type: 'Feature',
      id: point.id,
      geometry: { type: 'Point', coordinates: positionOf(point, point.groundMetres) },
      properties: {
        pipe: one.id,
        kind: kindOf(one, point),
        joins: point.joins,
        chainage_metres: rounded(point.chainageMetres),
        ground_elevation_metres: rounded(point.groundMetres),
        elevation_metres: rounded(point.levelMetres),
        depth_metres: rounded(point.depthMetres),
        cover_metres: rounded(point.coverMetres),
      },
    })),
  ];
}

function positionOf(
  { longitude, latitude }: { readonly longitude: number; readonly latitude: number },
  metres: number,
): number[] {
  return [
    ...[longitude, latitude].map((degrees) => Number(degrees.toFixed(DIGITS_OF_DEGREES))),
    rounded(metres),
  ];
}
