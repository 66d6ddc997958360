/** A drawing as ASCII DXF of release 12: one unit to the millimetre on paper, a layer for each class of pipes. */
import type { Drawing, DrawingItem, Point } from './drawing.ts';
import { dxfFile, dxfLayer, dxfPolyline, dxfText, type DxfEntity } from './dxf-file.ts';

/** R12 has no ellipses. */
const ELLIPSE_CORNERS = 64;

export function writeDxf({ items, widthMm, heightMm }: Drawing): string {
  // Upwards is up in a drawing.
  const up = ([x, y]: Point): Point => [x, heightMm - y];
  return dxfFile({
    from: [0, 0],
    to: [widthMm, heightMm],
    layers: [...new Set(items.map(({ layer }) => layer))],
    entities: items.map((item) => entityOf(item, up)),
  });
}

function entityOf(item: DrawingItem, up: (point: Point) => Point): DxfEntity {
  const layer = dxfLayer(item.layer);
  switch (item.kind) {
    case 'line':
      return dxfPolyline(layer, item.points.map(up), false, item.isDashed ? 'DASHED' : 'CONTINUOUS');
    case 'area':
      return dxfPolyline(layer, item.corners.map(up), true, 'CONTINUOUS');
    case 'rectangle': {
      const [[x, y], [width, height]] = [item.at, item.size];
      const corners: Point[] = [
        [x, y],
        [x + width, y],
        [x + width, y + height],
        [x, y + height],
      ];
      return dxfPolyline(layer, corners.map(up), true, 'CONTINUOUS');
    }
    case 'ellipse': {
      const [x, y] = up(item.at);
      const [rx, ry] = item.radii;
      if (Math.abs(rx - ry) < 1e-6) return [0, 'CIRCLE', 8, layer, 10, x, 20, y, 30, 0, 40, rx];
      const corners = Array.from({ length: ELLIPSE_CORNERS }, (_, index): Point => {
        const turn = (index / ELLIPSE_CORNERS) * 2 * Math.PI;
        return [x + rx * Math.cos(turn), y + ry * Math.sin(turn)];
      });
      return dxfPolyline(layer, corners, true, 'CONTINUOUS');
    }
    case 'text':
      return dxfText(layer, up(item.at), item.text, {
        height: item.heightMm,
        isUpright: item.isUpright ?? false,
        align: item.align,
      });
  }
}
