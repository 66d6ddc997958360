/** Where an item is and what it measures, in degrees and in the metres of the province's eastern grid. */
import { formatDegrees, formatGrid } from '../../coordinates/format-coordinates.ts';
import { toGrid } from '../../coordinates/transverse-mercator.ts';
import { areaFigure, formatNumber, lengthFigure } from '../../words/format.ts';
import { useWords } from '../../words/use-words.ts';
import type { Value } from './record.ts';
import type { ShapeFacts } from './shape-facts.ts';
import { ValueText } from './value-text.tsx';

/** Beyond its zone a grid distorts, and its figures would mislead, degrees from its meridian. */
const ZONE_HALF_WIDTH = 3;
const GRID_MERIDIAN = 111;

export function PositionTab({ shape }: { readonly shape: ShapeFacts }) {
  const { t } = useWords();
  const { centre, isPoint, elevations, lengthMetres, areaSquareMetres, perimeterMetres, vertices } = shape;
  const isOnGrid = Math.abs(centre.longitude - GRID_MERIDIAN) < ZONE_HALF_WIDTH;
  const rows: readonly (readonly [string, Value | undefined])[] = [
    [isPoint ? t('attributes.position') : t('attributes.centre'), { text: formatDegrees(centre, 7) }],
    ['EPSG:4546', isOnGrid ? { text: formatGrid(toGrid(centre, 'EPSG:4546')) } : undefined],
    [
      isPoint ? t('attributes.elevation') : t('attributes.elevations'),
      elevations && { text: rangeText(elevations), unit: 'm' },
    ],
    [t('attributes.datum'), elevations && { text: t('attributes.datumName') }],
    [t('attributes.length'), lengthMetres === undefined ? undefined : lengthFigure(lengthMetres)],
    [t('attributes.area'), areaSquareMetres === undefined ? undefined : areaFigure(areaSquareMetres)],
    [t('attributes.perimeter'), perimeterMetres === undefined ? undefined : lengthFigure(perimeterMetres)],
    [t('attributes.vertices'), isPoint ? undefined : { text: formatNumber(vertices) }],
  ];
  return (
    <dl className="values">
      {rows.flatMap(([name, value]) =>
        value
          ? [
              <div key={name}>
                <dt>{name}</dt>
                <dd className="code-figures">
                  <ValueText value={value} />
                </dd>
              </div>,
            ]
          : [],
      )}
    </dl>
  );
}

function rangeText([low, high]: readonly [number, number]): string {
  return low === high ? formatNumber(low, 2) : `${formatNumber(low, 2)} – ${formatNumber(high, 2)}`;
}
