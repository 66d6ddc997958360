import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { crossSection } from './cross-section.ts';
import { drawCrossSection } from './draw-cross-section.ts';
import type { DrawingItem } from './drawing.ts';
import type { SectionPipe } from './pipe-levels.ts';
import { writeDxf } from './write-dxf.ts';
import { writeSvg } from './write-svg.ts';

const LINE: [number, number][] = [
  [110, 20],
  [110.0002, 20],
];
const pipe = (id: string, share: number, more: Partial<SectionPipe> = {}): SectionPipe => {
  const longitude = 110 + 0.0002 * share;
  return {
    id,
    class: 'JS',
    subClass: 'JP',
    material: 'QM',
    path: [
      [longitude, 19.9999, 8],
      [longitude, 20.0001, 8],
    ],
    widthMm: 600,
    heightMm: null,
    wallMm: 0,
    startDepthMetres: 1.7,
    endDepthMetres: 1.7,
    elevationReference: 'top',
    ...more,
  };
};
const CROWD = [
  pipe('a & <b>', 0.3),
  pipe('b', 0.31, { class: 'PS', subClass: 'WS', heightMm: 400 }),
  pipe('c', 0.315),
  pipe('d', 0.9, {
    path: [
      [110.0001, 19.9999, 7],
      [110.00024, 20.0001, 7],
    ],
  }),
];
const drawing = drawCrossSection(crossSection(LINE, CROWD), 'zh-CN');
const texts = drawing.items.filter((item): item is DrawingItem & { kind: 'text' } => item.kind === 'text');

describe('the drawing of a cross-section', () => {
  it('is true to its scale: a pipe of 600 mm in 1:100 is a circle of 6 mm', () => {
    expect([drawing.horizontalScale, drawing.verticalScale]).toEqual([100, 100]);
    const [circle] = drawing.items.filter((item) => item.kind === 'ellipse');
    expect(circle?.radii[0]).toBeCloseTo(3, 6);
    expect(circle?.radii[1]).toBeCloseTo(3, 6);
  });

  it('lets no two figures of a row lie over each other, however near the pipes are', () => {
    const places = Map.groupBy(
      texts.filter(({ isUpright }) => isUpright),
      ({ at }) => at[1],
    );
    expect(places.size).toBeGreaterThan(8);
    for (const row of places.values()) {
      const across = row.map(({ at }) => at[0]).toSorted((a, b) => a - b);
      for (const [index, x] of across.slice(1).entries())
        expect(x - (across[index] ?? 0)).toBeGreaterThanOrEqual(2.5);
    }
  });

  it('keeps everything on the sheet', () => {
    for (const item of drawing.items)
      for (const [x, y] of item.kind === 'line'
        ? item.points
        : item.kind === 'area'
          ? item.corners
          : [item.at]) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(drawing.widthMm);
        expect(y).toBeGreaterThanOrEqual(0);
        expect(y).toBeLessThanOrEqual(drawing.heightMm);
      }
  });

  it('says so where the line crosses nothing', () => {
    const { items } = drawCrossSection(crossSection(LINE, []), 'en');
    expect(items.some((item) => item.kind === 'text' && item.text === 'The line crosses no pipe')).toBe(true);
  });

  it('escapes names in SVG, and gives its size in millimetres', () => {
    const svg = writeSvg(drawing);
    expect(svg).toContain('a &amp; &lt;b&gt;');
    expect(svg).toMatch(/^<svg [^>]*width="[\d.]+mm"/);
  });

  it('is a DXF that GDAL opens, with a layer of each class', () => {
    const folder = mkdtempSync(join(tmpdir(), 'twin-dxf-'));
    try {
      const file = join(folder, 'section.dxf');
      writeFileSync(file, writeDxf(drawing));
      // A closed drawing of CAD is a line string or a polygon for GDAL; the layer is a field.
      const seen = execFileSync('/usr/bin/ogrinfo', ['-ro', '-al', '-q', file], { encoding: 'utf8' });
      const layers = [...seen.matchAll(/Layer \(String\) = (\S+)/g)].map(([, name]) => name);
      expect(layers).toHaveLength(drawing.items.length);
      expect(new Set(layers)).toEqual(
        new Set(['TEXT', 'GRID', 'FRAME', 'GROUND', 'PIPE_JS', 'PIPE_PS', 'DIMENSION']),
      );
      // As CAD reads it: letters beyond ASCII by their number.
      const inCad = seen.replaceAll(/\\U\+([0-9A-F]{4})/g, (_, code: string) =>
        String.fromCodePoint(Number.parseInt(code, 16)),
      );
      expect(inCad).toContain('管线横断面图');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
