/** Drawings as files: the parameters that ask for them, and the answer, a sheet with its title block. */
import type { PoolClient } from 'pg';
import { z } from 'zod';
import type {
  Drawing,
  DrawingLanguage,
} from '@twin/gis-data/themes/underground-pipes/analysis/sections/drawing.ts';
import { layOnSheet } from '@twin/gis-data/themes/underground-pipes/analysis/sections/lay-on-sheet.ts';
import { writeDxf } from '@twin/gis-data/themes/underground-pipes/analysis/sections/write-dxf.ts';
import { writePdf } from '@twin/gis-data/themes/underground-pipes/analysis/sections/write-pdf.ts';
import { writeSvg } from '@twin/gis-data/themes/underground-pipes/analysis/sections/write-svg.ts';
import { FileAnswer } from '../../operations.ts';

type DrawnFile = {
  readonly drawing: Drawing;
  /** Without its ending. */
  readonly name: string;
  readonly format: 'svg' | 'dxf' | 'pdf';
  readonly language: DrawingLanguage;
  readonly sources: readonly string[];
};

/** Where the product is used. */
const TIME_ZONE = 'Asia/Shanghai';

export const drawingLanguage = z
  .enum(['zh-CN', 'en'])
  .default('zh-CN')
  .describe('Of the words in the drawing');
export const drawingFormat = z
  .enum(['json', 'svg', 'dxf', 'pdf'])
  .default('json')
  .describe(
    'json: figures and drawing; svg, dxf or pdf: the drawing on a sheet of A3 or larger with a title block, a unit to the millimetre on paper',
  );

export async function drawingFile({
  drawing,
  name,
  format,
  language,
  sources,
}: DrawnFile): Promise<FileAnswer> {
  // Sweden writes dates as ISO 8601 does.
  const date = new Date().toLocaleDateString('sv-SE', { timeZone: TIME_ZONE });
  const sheet = layOnSheet(drawing, { date, sources }, language);
  switch (format) {
    case 'svg':
      return new FileAnswer('image/svg+xml', `${name}.svg`, writeSvg(sheet));
    case 'dxf':
      return new FileAnswer('image/vnd.dxf', `${name}.dxf`, writeDxf(sheet));
    case 'pdf':
      return new FileAnswer('application/pdf', `${name}.pdf`, await writePdf(sheet));
  }
}

/** Names of the sources of some pipes. */
export async function readSources(client: PoolClient, pipes: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ title: string }>(
    `select distinct case when position(s.attribution in s.title) > 0 then s.title else concat_ws(' · ', s.title, s.attribution) end as title from pipe_line l join source s on s.id = l.source_id where l.id = any($1) order by 1`,
    [pipes],
  );
  return rows.map(({ title }) => title);
}
