/** A pipe that digging meets, as it is answered. */
import type { MetPipe } from '@twin/gis-data/themes/underground-pipes/analysis/excavate.ts';
import { roundedTo } from '../../rounded-to.ts';

const rounded = roundedTo(2);

export function metPipeAnswer({ id, class: pipeClass, owner, widthMm, metres, coverMetres, place }: MetPipe) {
  return {
    id,
    class: pipeClass,
    owner,
    width_mm: widthMm,
    metres: rounded(metres),
    cover_metres: coverMetres?.map(rounded) ?? null,
    place,
  };
}
