/** The green belt along the outer sides of the ring roads, one piece between each pair of junctions. */
import { parallel } from './line.ts';
import { bridges, links } from './plan.ts';
import type { Ring } from './polygon.ts';
import { spanOf } from './street-surfaces.ts';
import type { Link } from './street-network.ts';

export const BELT_METRES = 36;
/** Ring roads and the side on which the country lies: 1 left, −1 right. */
const OUTER_SIDES: Readonly<Record<string, 1 | -1>> = { N01: 1, N12: -1, E17: -1 };

export type Belt = { readonly id: string; readonly link: Link; readonly side: 1 | -1; readonly ring: Ring };

export function belts(): Belt[] {
  return links.flatMap((link): Belt[] => {
    const side = OUTER_SIDES[link.street.id];
    // Beyond the last junction a ring road is a road through the country.
    if (!side || link.start.legs.length < 2 || link.end.legs.length < 2) return [];
    if (
      bridges.some(
        (bridge) => bridge.street === link.street && bridge.from < link.to && link.from < bridge.to,
      )
    )
      return [];
    const { from, to } = spanOf(link);
    const near = (side * link.street.redLineMetres) / 2;
    const far = near + side * BELT_METRES;
    return [
      {
        id: `belt-${link.id}`,
        link,
        side,
        ring: [...parallel(link.street.line, from, to, near), ...parallel(link.street.line, to, from, far)],
      },
    ];
  });
}
