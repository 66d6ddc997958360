/** Drawings as files: the parameters that ask for them, and the answer. */
import { z } from 'zod';
import type { Drawing } from '@twin/gis-data/themes/underground-pipes/analysis/sections/drawing.ts';
import { writeDxf } from '@twin/gis-data/themes/underground-pipes/analysis/sections/write-dxf.ts';
import { writeSvg } from '@twin/gis-data/themes/underground-pipes/analysis/sections/write-svg.ts';
import { FileAnswer } from '../../operations.ts';

type FileFormat = 'svg' | 'dxf';

export const drawingLanguage = z
  .enum(['zh-CN', 'en'])
  .default('zh-CN')
  .describe('Of the words in the drawing');
export const drawingFormat = z
  .enum(['json', 'svg', 'dxf'])
  .default('json')
  .describe(
    'json: figures and drawing; svg or dxf: the drawing as a file, a unit to the millimetre on paper',
  );

/** @param name of the file, without its ending */
export function drawingFile(drawing: Drawing, name: string, format: FileFormat): FileAnswer {
  switch (format) {
    case 'svg':
      return new FileAnswer('image/svg+xml', `${name}.svg`, writeSvg(drawing));
    case 'dxf':
      return new FileAnswer('image/vnd.dxf', `${name}.dxf`, writeDxf(drawing));
  }
}
