/** A drawing as SVG, one user unit to the millimetre on paper. */
import { PIPE_CLASSES } from '../../codes.ts';
import type { Drawing, DrawingItem, DrawingLayer } from './drawing.ts';

const INK = '#161E23';
const COLOURS: Readonly<Record<string, string>> = {
  grid: '#D5DBDE',
  ground: '#6B4F2A',
  road: '#5C676B',
  dimension: '#5C676B',
};
const LINE_MM = 0.2;
const FONT = "'Noto Sans SC', 'Source Han Sans SC', 'Microsoft YaHei', 'PingFang SC', SimSun, sans-serif";

export function writeSvg({ title, widthMm, heightMm, items }: Drawing): string {
  const [width, height] = [figure(widthMm), figure(heightMm)];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}mm" height="${height}mm" viewBox="0 0 ${width} ${height}" font-family="${FONT}">
<title>${escaped(title)}</title>
<rect width="${width}" height="${height}" fill="#FFFFFF"/>
${items.map(elementOf).join('\n')}
</svg>
`;
}

function elementOf(item: DrawingItem): string {
  const colour = colourOf(item.layer);
  const stroke = (widthMm: number): string => `fill="none" stroke="${colour}" stroke-width="${widthMm}"`;
  // Pale and dark pipes both have an outline of ink.
  const body = `fill="${colour}" fill-opacity="0.45" stroke="${INK}" stroke-width="0.25"`;
  switch (item.kind) {
    case 'line': {
      const points = item.points.map(([x, y]) => `${figure(x)},${figure(y)}`).join(' ');
      const dashes = item.isDashed ? ' stroke-dasharray="2 1"' : '';
      return `<polyline points="${points}" ${stroke(item.widthMm ?? LINE_MM)}${dashes}/>`;
    }
    case 'area':
      return `<polygon points="${item.corners.map(([x, y]) => `${figure(x)},${figure(y)}`).join(' ')}" ${body}/>`;
    case 'ellipse':
      return `<ellipse cx="${figure(item.at[0])}" cy="${figure(item.at[1])}" rx="${figure(item.radii[0])}" ry="${figure(item.radii[1])}" ${body}/>`;
    case 'rectangle':
      return `<rect x="${figure(item.at[0])}" y="${figure(item.at[1])}" width="${figure(item.size[0])}" height="${figure(item.size[1])}" ${body}/>`;
    case 'text': {
      const [x, y] = [figure(item.at[0]), figure(item.at[1])];
      const turn = item.isUpright ? ` transform="rotate(-90 ${x} ${y})"` : '';
      return `<text x="${x}" y="${y}" font-size="${item.heightMm}" text-anchor="${item.align}" fill="${colour}"${turn}>${escaped(item.text)}</text>`;
    }
  }
}

function colourOf(layer: DrawingLayer): string {
  const [, code] = layer.split('class-');
  const known = Object.entries(PIPE_CLASSES).find(([one]) => one === code)?.[1];
  return known?.colour?.light ?? COLOURS[layer] ?? INK;
}

function figure(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
