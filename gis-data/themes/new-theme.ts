/**
 * `npm run new:theme ID`: makes the folder of a theme, with a declaration that works and a README, and adds its one
 * line to `themes/index.ts`. Nothing else is needed: the collection, its tiles, legend, search and access follow.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { themes } from '../index.ts';

const FOLDER = import.meta.dirname;
const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
/** Steps between places in the legend. */
const ORDER_STEP = 10;
/** From here on stand the maps of the province, behind every city system. */
const ORDER_OF_PROVINCE = 1000;

const [id, ...others] = process.argv.slice(2);
const fault = faultOf(id, others);
if (id === undefined || fault !== undefined) {
  console.error(fault);
  process.exitCode = 1;
} else {
  const order = nextOrder();
  const folder = join(FOLDER, id);
  mkdirSync(folder);
  writeFileSync(join(folder, 'theme.ts'), declaration(id, order));
  writeFileSync(join(folder, 'README.md'), readme(id));
  addLine(id, order);
  console.log(`Made themes/${id} and its line in themes/index.ts.`);
  console.log(
    'Next: its words in both languages, its fields and its access grade in theme.ts; then npm start.',
  );
}

function faultOf(wanted: string | undefined, more: readonly string[]): string | undefined {
  if (wanted === undefined || more.length > 0) return 'Name one theme: npm run new:theme waste-sorting';
  if (!ID.test(wanted)) {
    return `${JSON.stringify(wanted)} cannot be a theme’s id: use small letters, digits and single hyphens, such as waste-sorting.`;
  }
  if (themes.some((theme) => theme.id === wanted))
    return `There is a theme ${wanted} already: change themes/${wanted}/theme.ts.`;
  if (themes.some((theme) => theme.collections.some((collection) => collection.id === wanted))) {
    return `A collection is called ${wanted} already: choose another id.`;
  }
  if (existsSync(join(FOLDER, wanted))) {
    return `There is a folder themes/${wanted} that no line of themes/index.ts names: add the line, or remove the folder.`;
  }
  return undefined;
}

function nextOrder(): number {
  return (
    Math.max(0, ...themes.map((theme) => theme.order).filter((order) => order < ORDER_OF_PROVINCE)) +
    ORDER_STEP
  );
}

/** Puts the line where the theme stands in the legend. */
function addLine(theme: string, order: number): void {
  const file = join(FOLDER, 'index.ts');
  const lines = readFileSync(file, 'utf8').split('\n');
  const first = lines.findIndex((line) => line.startsWith('export {'));
  const before = themes.filter((other) => other.order < order).length;
  const name = theme.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  lines.splice(first + before, 0, `export { default as ${name} } from './${theme}/theme.ts';`);
  writeFileSync(file, lines.join('\n'));
}

function englishTitle(theme: string): string {
  return theme.charAt(0).toUpperCase() + theme.slice(1).replaceAll('-', ' ');
}

function declaration(theme: string, order: number): string {
  return `import { defineTheme } from '../../theme.ts';

export default defineTheme({
  id: '${theme}',
  title: { zh: '${theme}', en: '${englishTitle(theme)}' },
  access: 'public',
  attribution: { zh: '演示数据', en: 'Demo data' },
  icon: 'map',
  order: ${order},
  collections: [
    {
      id: '${theme}',
      title: { zh: '${theme}', en: '${englishTitle(theme)}' },
      geometry: 'Point',
      source: 'feature',
      label: 'name',
      fields: {
        name: { type: 'text', title: { zh: '名称', en: 'Name' }, search: true, inTiles: true },
      },
      unitWord: { zh: '个', en: '' },
      symbol: { kind: 'mark', paint: { colour: { light: '#264F7E', dark: '#83B7F8' } } },
      minZoom: 12,
    },
  ],
});
`;
}

function readme(theme: string): string {
  return `# ${englishTitle(theme)}

What it shows, and for whom.

| | |
| --- | --- |
| Collection, table | \`${theme}\` in the generic \`feature\` |
| Standard | the code lists and their clauses |
| Access | public |
| Sources | where the data comes from, and the limits of it |
`;
}
