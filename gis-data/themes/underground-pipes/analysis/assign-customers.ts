/** Which building hangs on which point of a network: the survey does not say, so the nearest connection is taken. */
import Flatbush from 'flatbush';
import { localFrame } from './local-frame.ts';
import { NODE, type PipeNetwork } from './network.ts';

export type Customer = {
  readonly id: string;
  readonly longitude: number;
  readonly latitude: number;
};
export type Assignment<C> = {
  /** Customers by the node that serves them. */
  readonly at: ReadonlyMap<number, readonly C[]>;
  /** Customers with no point of the network near enough. */
  readonly unserved: number;
  /** False where the network has no connection, meter or regulator: any of its points was taken. */
  readonly byConnection: boolean;
};

/** Farther than this a building is not taken to be served by the network: across a block of the old town and a street. */
const SERVED_WITHIN_METRES = 200;

export function assignCustomers<C extends Customer>(
  network: PipeNetwork,
  customers: readonly C[],
): Assignment<C> {
  const { kind, longitude, latitude, offsets, nodeIds } = network;
  const touched = nodeIds.flatMap((_, node) =>
    (offsets[node + 1] as number) > (offsets[node] as number) ? [node] : [],
  );
  const connections = touched.filter((node) => kind[node] === NODE.connection);
  const byConnection = connections.length > 0;
  const nodes = byConnection ? connections : touched;
  const at = new Map<number, C[]>();
  if (nodes.length === 0) return { at, unserved: customers.length, byConnection };
  // In metres around one latitude: a circle in degrees is none on the ground.
  const { perLongitude, perLatitude } = localFrame(latitude[nodes[0] as number] as number);
  const index = new Flatbush(nodes.length);
  for (const node of nodes) {
    const [x, y] = [(longitude[node] as number) * perLongitude, (latitude[node] as number) * perLatitude];
    index.add(x, y, x, y);
  }
  index.finish();
  let unserved = 0;
  for (const customer of customers) {
    const [place] = index.neighbors(
      customer.longitude * perLongitude,
      customer.latitude * perLatitude,
      1,
      SERVED_WITHIN_METRES,
    );
    const node = place === undefined ? undefined : nodes[place];
    if (node === undefined) unserved += 1;
    else at.set(node, [...(at.get(node) ?? []), customer]);
  }
  return { at, unserved, byConnection };
}
