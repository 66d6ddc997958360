/** The district's network of streets, built once. */
import { bend } from './bend.ts';
import { riverU } from './coast.ts';
import { crossings, line, must } from './line.ts';
import { streetNetwork, type Street } from './street-network.ts';
import { streetDrafts } from './streets.ts';

export type BridgeSpan = { readonly street: Street; readonly from: number; readonly to: number };

/** A bridge's deck reaches this far from the middle of the river. */
const BRIDGE_REACH_METRES = 74;

const built = streetNetwork(streetDrafts);
const riverAxis = line(
  Array.from({ length: 140 }, (_, index) => {
    const v = -1000 + index * 26;
    return bend([riverU(v), v]);
  }),
);

export const network = { ...built, bridges: built.streets.flatMap(bridgesOf) };

function bridgesOf(street: Street): BridgeSpan[] {
  return crossings(street.line, riverAxis).map(({ on }) => ({
    street,
    from: on - BRIDGE_REACH_METRES,
    to: on + BRIDGE_REACH_METRES,
  }));
}

export function streetById(id: string): Street {
  return must(network.streets.find((street) => street.id === id));
}
