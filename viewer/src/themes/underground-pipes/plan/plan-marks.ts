/** Planned pipes over the scene: dashed along their axes, with their manholes and bends. */
import type { PlannedPipe } from '@twin/gis-data/themes/underground-pipes/planned-pipe.ts';
import type { MarkColour, SceneMark } from '../../../state/scene-marks.ts';
import type { PlanAnswer } from './plan-answer.ts';

const WIDTH_PIXELS = 5;
const IN_HAND_PIXELS = 7;
const MANHOLE_PIXELS = 6;
const BEND_PIXELS = 4;

/** @param pipes those of the answer, in its order */
export function planMarks(
  answer: PlanAnswer,
  pipes: readonly PlannedPipe[],
  inHand: PlannedPipe | null,
): SceneMark[] {
  return answer.pipes.flatMap(({ points }, at): SceneMark[] => {
    const pipe = pipes[at];
    if (!pipe) return [];
    const colour = colourOf(pipe);
    return [
      {
        kind: 'line',
        points: points.map(({ place }) => place),
        colour,
        widthPixels: pipe === inHand ? IN_HAND_PIXELS : WIDTH_PIXELS,
        isDashed: true,
      },
      ...points
        .filter(({ kind }) => kind !== 'straight')
        .map(({ place, kind }): SceneMark => ({
          kind: 'point',
          at: place,
          shape: kind === 'manhole' ? 'ring' : 'disc',
          colour,
          sizePixels: kind === 'manhole' ? MANHOLE_PIXELS : BEND_PIXELS,
        })),
    ];
  });
}

function colourOf({ class: pipeClass, subClass }: PlannedPipe): MarkColour {
  if (pipeClass === 'QT') return subClass === 'ZH' ? '--pipe-gy' : '--pipe-bm';
  return `--pipe-${pipeClass.toLowerCase()}`;
}
