/** A drawing as SVG, one user unit to the millimetre on paper. */
import type { Drawing, DrawingItem } from './drawing.ts';
import { BODY, DASHES_MM, drawingColour, INK, LINE_MM, PAPER } from './drawing-colours.ts';

const FONT = "'Noto Sans SC', 'Source Han Sans SC', 'Microsoft YaHei', 'PingFang SC', SimSun, sans-serif";

export function writeSvg({ title, widthMm, heightMm, items }: Drawing): string {
  const [width, height] = [figure(widthMm), figure(heightMm)];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}mm" height="${height}mm" viewBox="0 0 ${width} ${height}" font-family="${FONT}">
<title>${escaped(title)}</title>
<rect width="${width}" height="${height}" fill="${PAPER}"/>
${items.map(elementOf).join('\n')}
</svg>
`;
}

function elementOf(item: DrawingItem): string {
  const colour = drawingColour(item.layer);
  const stroke = (widthMm: number): string => `fill="none" stroke="${colour}" stroke-width="${widthMm}"`;
  // Pale and dark pipes both have an outline of ink.
  const body = `fill="${colour}" fill-opacity="${BODY.opacity}" stroke="${INK}" stroke-width="${BODY.lineMm}"`;
  switch (item.kind) {
    case 'line': {
      const points = item.points.map(([x, y]) => `${figure(x)},${figure(y)}`).join(' ');
      const dashes = item.isDashed ? ` stroke-dasharray="${DASHES_MM.join(' ')}"` : '';
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

function figure(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
