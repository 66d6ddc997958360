/** What a drawn shape measures, as figures in the order in which they are read. */
import { distanceMetres, pathMetres, polygonMeasures } from '../../coordinates/geodesic.ts';
import type { GroundPoint } from '../../state/city-state.ts';
import { areaFigure, formatNumber, lengthFigure, type Figure } from '../../words/format.ts';

export type MeasureKind = 'distance' | 'height' | 'area';
export type MeasureFigure = Figure & {
  readonly name: 'distance' | 'height' | 'area' | 'perimeter' | 'horizontal' | 'slope' | 'gradient';
};
/** Length of each stretch of a path, for the labels along it. */
export type Measurement = {
  readonly figures: readonly MeasureFigure[];
  readonly stretches: readonly Figure[];
};

/** How many points the shape takes; then the next click begins anew. */
export const MOST_POINTS: { readonly [kind in MeasureKind]: number } = {
  distance: Infinity,
  height: 2,
  area: Infinity,
};

export function measure(kind: MeasureKind, points: readonly GroundPoint[]): Measurement {
  switch (kind) {
    case 'distance':
      return distance(points);
    case 'height':
      return height(points);
    case 'area':
      return area(points);
  }
}

function distance(points: readonly GroundPoint[]): Measurement {
  if (points.length < 2) return NOTHING;
  const stretches = points.slice(1).map((point, index) => stretch(points[index] ?? point, point));
  const slope = stretches.reduce((sum, { slopeMetres }) => sum + slopeMetres, 0);
  return {
    figures: [
      { name: 'horizontal', ...lengthFigure(pathMetres(points)) },
      { name: 'slope', ...lengthFigure(slope) },
    ],
    stretches:
      stretches.length > 1 ? stretches.map(({ horizontalMetres }) => lengthFigure(horizontalMetres)) : [],
  };
}

function height([from, to]: readonly GroundPoint[]): Measurement {
  if (!from || !to) return NOTHING;
  const { horizontalMetres, slopeMetres, riseMetres } = stretch(from, to);
  return {
    figures: [
      { name: 'height', ...lengthFigure(riseMetres) },
      { name: 'horizontal', ...lengthFigure(horizontalMetres) },
      { name: 'slope', ...lengthFigure(slopeMetres) },
      ...(horizontalMetres > 0
        ? [
            {
              name: 'gradient' as const,
              text: formatNumber((riseMetres / horizontalMetres) * 100, 1),
              unit: '%',
            },
          ]
        : []),
    ],
    stretches: [],
  };
}

function area(corners: readonly GroundPoint[]): Measurement {
  if (corners.length < 3) return NOTHING;
  const { squareMetres, perimeterMetres } = polygonMeasures(corners);
  return {
    figures: [
      { name: 'area', ...areaFigure(squareMetres) },
      { name: 'perimeter', ...lengthFigure(perimeterMetres) },
    ],
    stretches: [],
  };
}

const NOTHING: Measurement = { figures: [], stretches: [] };

function stretch(
  from: GroundPoint,
  to: GroundPoint,
): { readonly horizontalMetres: number; readonly riseMetres: number; readonly slopeMetres: number } {
  const horizontalMetres = distanceMetres(from, to);
  // The geoid rises by centimetres within a city: where a national height is not known, the ellipsoid's says the same.
  const riseMetres =
    from.elevationMetres === undefined || to.elevationMetres === undefined
      ? to.heightMetres - from.heightMetres
      : to.elevationMetres - from.elevationMetres;
  return { horizontalMetres, riseMetres, slopeMetres: Math.hypot(horizontalMetres, riseMetres) };
}
