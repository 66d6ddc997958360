/** Versions of an item, as ETag and If-Match carry them. */
import type { Request } from 'express';
import { Problem } from '../../../problems.ts';
import { REFERENCE_SYSTEMS, type ReferenceSystem } from '../../reference-systems.ts';
import type { ItemRow } from '../feature-of.ts';

/** A representation has a tag of its own; its first part is the state of the item, the same in all of them. */
export function etagOf({ row_version }: ItemRow, system: ReferenceSystem, format: string): string {
  return `"${row_version}-${REFERENCE_SYSTEMS.indexOf(system)}-${format}"`;
}

/**
 * Whether the state that a change is meant for is this one.
 * @throws Problem `version-needed`
 */
export function meantVersion(request: Request): (version: string | undefined) => boolean {
  const header = request.get('if-match');
  if (header === undefined)
    throw new Problem(
      'version-needed',
      'Say by If-Match which version of the item is meant: the ETag of the answer in which it was read.',
    );
  // A proxy that compresses makes tags weak; the state in them is exact all the same.
  const states = header.split(',').map((tag) => /^(?:W\/)?"([0-9a-f]{32})-/.exec(tag.trim())?.[1]);
  return (version) => header.trim() === '*' || (version !== undefined && states.includes(version));
}
