import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Drawing, DrawingItem } from './drawing.ts';
import { layOnSheet } from './lay-on-sheet.ts';
import { writePdf } from './write-pdf.ts';

const text = (words: string, x: number, y: number, more: Partial<DrawingItem & { kind: 'text' }> = {}) => ({
  kind: 'text' as const,
  layer: 'text' as const,
  heightMm: 10,
  align: 'start' as const,
  at: [x, y] as const,
  text: words,
  ...more,
});
const drawing = (items: readonly DrawingItem[], widthMm = 100, heightMm = 50): Drawing => ({
  title: '污水管纵断面图',
  widthMm,
  heightMm,
  horizontalScale: 500,
  verticalScale: 50,
  items,
});

describe('a drawing as PDF', () => {
  it('has the size of the drawing, and ink where its words and lines are', async () => {
    // A square millimetre is a pixel at 25.4 dots to the inch.
    const page = render(
      await writePdf(
        drawing([
          text('污水管', 10, 20),
          // As many letters to the left of its place.
          text('桩号', 90, 20, { align: 'end' }),
          text('高程', 20, 45, { isUpright: true }),
          // A letter that no face has.
          text('\u{F0000}', 40, 45),
          {
            kind: 'line',
            layer: 'frame',
            widthMm: 1,
            points: [
              [60, 40],
              [90, 40],
            ],
          },
          {
            kind: 'area',
            layer: 'class-JS',
            corners: [
              [60, 42],
              [90, 42],
              [90, 48],
              [60, 48],
            ],
          },
        ]),
      ),
    );
    expect([page.width, page.height]).toEqual([100, 50]);
    const share = (x: number, y: number, width: number, height: number): number =>
      page.ink(x, y, width, height);
    expect(share(10, 11, 30, 10)).toBeGreaterThan(0.15);
    expect(share(70, 11, 20, 10)).toBeGreaterThan(0.15);
    expect(share(11, 25, 10, 20)).toBeGreaterThan(0.15);
    expect(share(40, 36, 10, 10)).toBeGreaterThan(0.05);
    expect(share(60, 39, 30, 2)).toBeGreaterThan(0.4);
    expect(share(61, 43, 28, 4)).toBe(1);
    // Nothing of a word lies beyond its end, and nothing where nothing was drawn.
    expect(share(42, 8, 27, 14)).toBe(0);
    expect(share(0, 0, 100, 8)).toBe(0);
  });

  it('holds its words as text that can be searched and copied', async () => {
    const bytes = Buffer.from(await writePdf(drawing([text('污水 DN500', 10, 20)])));
    const maps = streamsOf(bytes).filter(
      (stream) => stream.includes('beginbfrange') || stream.includes('beginbfchar'),
    );
    const letters = maps.flatMap((map) =>
      [...map.matchAll(/<([0-9a-f]{4})>/gi)].map(([, hex]) => hex?.toLowerCase()),
    );
    for (const letter of '污水DN50')
      expect(letters).toContain(letter.charCodeAt(0).toString(16).padStart(4, '0'));
    // Only the letters that it needs: the face itself has ten megabytes.
    expect(bytes.length).toBeLessThan(40_000);
  });
});

describe('a sheet', () => {
  const facts = { date: '2026-11-26', sources: ['演示数据'] };
  const words = ({ items }: Drawing): string[] =>
    items.flatMap((item) => (item.kind === 'text' ? [item.text] : []));

  it('is A3, with the title block and the drawing as large as it was', () => {
    const sheet = layOnSheet(drawing([text('甲', 10, 20)]), facts, 'zh-CN');
    expect([sheet.widthMm, sheet.heightMm]).toEqual([420, 297]);
    expect(words(sheet)).toEqual(
      expect.arrayContaining(['污水管纵断面图', '1:500 / 1:50', 'CGCS2000', '2026-11-26', '演示数据', '甲']),
    );
    expect(sheet.items.find((item) => item.kind === 'text' && item.text === '甲')).toMatchObject({
      at: [170, 20],
      heightMm: 10,
    });
  });

  it('grows with a drawing that A3 does not hold, and never covers it', () => {
    const sheet = layOnSheet(drawing([text('甲', 10, 390)], 900, 400), facts, 'en');
    expect(sheet.widthMm).toBe(900);
    const lowest = Math.max(
      ...sheet.items.flatMap((item) => (item.kind === 'line' ? item.points.map(([, y]) => y) : [])),
    );
    expect(lowest).toBeLessThan(sheet.heightMm);
    const block = sheet.items.find((item) => item.kind === 'text' && item.text === 'Title');
    expect(block?.kind === 'text' && block.at[1]).toBeGreaterThan(395);
  });
});

/** By GDAL's reader of PDF, a pixel to the millimetre. */
function render(pdf: Uint8Array): {
  readonly width: number;
  readonly height: number;
  /** Share of the pixels of a rectangle that are not paper. */
  readonly ink: (x: number, y: number, width: number, height: number) => number;
} {
  const folder = mkdtempSync(join(tmpdir(), 'twin-pdf-'));
  try {
    const [file, raster] = [join(folder, 'a.pdf'), join(folder, 'a.bin')];
    writeFileSync(file, pdf);
    const seen = execFileSync(
      '/usr/bin/gdal_translate',
      ['-of', 'ENVI', '-b', '1', '--config', 'GDAL_PDF_DPI', '25.4', file, raster],
      { encoding: 'utf8' },
    );
    const [width = 0, height = 0] = (/Input file size is (\d+), (\d+)/.exec(seen) ?? []).slice(1).map(Number);
    const pixels = readFileSync(raster);
    return {
      width,
      height,
      ink(x, y, wide, high) {
        let count = 0;
        for (let row = y; row < y + high; row++)
          for (let column = x; column < x + wide; column++)
            if ((pixels[row * width + column] ?? 255) < 250) count++;
        return count / (wide * high);
      },
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function streamsOf(pdf: Buffer): string[] {
  const text = pdf.toString('latin1');
  return [...text.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].flatMap(([, body = '']) => {
    const bytes = Buffer.from(body, 'latin1');
    // Fonts and pages are deflated; what is not is no text map.
    return bytes[0] === 0x78 ? [inflateSync(bytes).toString('latin1')] : [];
  });
}
