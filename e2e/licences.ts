/** Licences of what ships: everything that the lock file marks as not for development only. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type Lock = {
  packages: Record<
    string,
    { version?: string; license?: string; dev?: boolean; devOptional?: boolean; link?: boolean }
  >;
};

/** Copyleft that would reach the product. LGPL is linked, not copied in, and allowed. */
const UNWANTED = /\b(AGPL|(?<!L)GPL|SSPL|BUSL)/i;

/** @returns one sentence for each package whose licence is unwanted or not stated */
export function unwantedLicences(root: string): string[] {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock;
  return Object.entries(packages).flatMap(([path, entry]) => {
    if (!path.startsWith('node_modules/') || entry.dev || entry.devOptional || entry.link) return [];
    const licence = entry.license ?? statedIn(join(root, path));
    if (licence === undefined) return [`${path} ${entry.version} states no licence`];
    // "(MIT OR GPL-3.0)" may be taken as MIT.
    const choices = licence.replace(/[()]/g, '').split(/\s+OR\s+/);
    return choices.every((choice) => UNWANTED.test(choice))
      ? [`${path} ${entry.version} is under ${licence}`]
      : [];
  });
}

function statedIn(folder: string): string | undefined {
  const { license, licenses } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    license?: string;
    licenses?: { type: string }[];
  };
  return license ?? licenses?.[0]?.type ?? namedIn(join(folder, 'LICENSE'));
}

/** By the first words of the licence itself. */
function namedIn(file: string): string | undefined {
  return existsSync(file) && readFileSync(file, 'utf8').trimStart().startsWith('MIT License')
    ? 'MIT'
    : undefined;
}
