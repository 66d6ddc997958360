/** A run at one of its times over the scene: pipes by the speed of their water, points by its pressure. */
import type { MarkPoint, SceneMark } from '../../../state/scene-marks.ts';
import { colourIn, PRESSURE_CLASSES, VELOCITY_CLASSES } from './hydraulic-classes.ts';
import type { Hydraulics } from './hydraulics-answer.ts';

const LINE_PIXELS = 3;
const POINT_PIXELS = 3.5;
/** Of more points only those without pressure are drawn: that many discs hide what they stand on. */
const MOST_POINTS = 3000;

export function hydraulicMarks({ links, points }: Hydraulics, step: number): SceneMark[] {
  const junctions = points.flatMap(({ kind, coordinates, pressure_metres: metres }) =>
    kind === 'junction' && coordinates ? [{ at: placeOf(coordinates), metres: metres[step] ?? 0 }] : [],
  );
  return [
    ...links.flatMap(({ coordinates, velocity_metres_per_second: speeds }): SceneMark[] =>
      coordinates
        ? [
            {
              kind: 'line',
              points: coordinates.map(placeOf),
              colour: colourIn(VELOCITY_CLASSES, Math.abs(speeds[step] ?? 0)),
              widthPixels: LINE_PIXELS,
            },
          ]
        : [],
    ),
    ...junctions
      .filter(({ metres }) => junctions.length <= MOST_POINTS || metres <= 0)
      .map(({ at, metres }): SceneMark => ({
        kind: 'point',
        at,
        shape: 'disc',
        colour: colourIn(PRESSURE_CLASSES, metres),
        sizePixels: POINT_PIXELS,
      })),
  ];
}

function placeOf([longitude = 0, latitude = 0, elevation]: readonly number[]): MarkPoint {
  return elevation === undefined ? [longitude, latitude] : [longitude, latitude, elevation];
}
