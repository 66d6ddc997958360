import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { collectionById, collections, themes } from './index.ts';
import {
  type Collection,
  collectionGrade,
  type Field,
  fieldGrade,
  GRADES,
  mayRead,
  type Words,
} from './theme.ts';
import { AREA_LEVELS } from './themes/administrative-areas/theme.ts';
import { ROAD_CLASSES, WATER_KINDS } from './themes/base-map/codes.ts';
import { ENERGY_CLASSES, SUB_ITEMS } from './themes/building-energy/codes.ts';
import { LAMP_STATUSES, POWER_STATES } from './themes/street-lighting/codes.ts';
import { BEARING_CONDITIONS } from './themes/seismic-isolation/codes.ts';
import { PIPE_CLASSES, PIPE_SUB_CLASSES } from './themes/underground-pipes/codes.ts';

const HERE = dirname(fileURLToPath(import.meta.url));
const MIGRATIONS = join(HERE, '..', 'migrations');

/** Columns that every table of features has; they describe the row, not the thing. */
const COMMON_COLUMNS = [
  'id',
  'gid',
  'source_id',
  'source_key',
  'division',
  'operator',
  'extra',
  'updated_at',
  'geom',
];

/** Longest English label where it stands: attribute panel (label column of 84 px), legend and layer tree. */
const MOST_LATIN = { field: 14, word: 22, title: 22 };
const MOST_RATIO = 1.6;

describe('the registry of themes', () => {
  it('has unique ids of themes and collections, and a place of its own for each theme', () => {
    expect(duplicates(themes.map((theme) => theme.id))).toEqual([]);
    expect(duplicates(collections.map(({ collection }) => collection.id))).toEqual([]);
    expect(duplicates(themes.map((theme) => theme.order))).toEqual([]);
  });

  it('stands in the order of the legend: pipes first, the map of the province last', () => {
    expect(themes[0]?.id).toBe('underground-pipes');
    expect(themes.at(-1)?.id).toBe('administrative-areas');
    expect(themes.map((theme) => theme.order)).toEqual(
      themes.map((theme) => theme.order).toSorted((a, b) => a - b),
    );
  });

  it('names each folder after its theme, with a README, and leaves no folder out', () => {
    const folders = readdirSync(join(HERE, 'themes'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    expect(folders.toSorted()).toEqual(themes.map((theme) => theme.id).toSorted());
    for (const folder of folders) expect(readdirSync(join(HERE, 'themes', folder))).toContain('README.md');
  });

  it('finds a collection with its theme, and nothing for a name that nobody declares', () => {
    expect(collectionById('pipe-lines')?.theme.id).toBe('underground-pipes');
    expect(collectionById('pipe_lines')).toBeUndefined();
  });

  it('can be imported by a browser: what it reaches lies in this room and needs no package', () => {
    const seen = new Set<string>();
    const foreign: string[] = [];
    const visit = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      for (const [, target = ''] of readFileSync(file, 'utf8').matchAll(/(?:from|import) '([^']+)'/g)) {
        if (target.startsWith('.')) visit(join(dirname(file), target));
        else foreign.push(`${file}: ${target}`);
      }
    };
    visit(join(HERE, 'index.ts'));
    expect(seen.size).toBeGreaterThan(themes.length);
    expect(foreign).toEqual([]);
  });
});

describe('the fields of a theme', () => {
  const tables = tablesOfMigrations();

  it('have a column of their type in the schema, and no column of a typed table is left undeclared', () => {
    for (const { collection } of collections) {
      if (collection.source === 'feature') continue;
      const { table } = collection.source;
      const columns = tables.get(table);
      expect(columns, `table ${table} of ${collection.id}`).toBeDefined();
      expect(Object.keys(collection.fields).toSorted(), table).toEqual(
        [...(columns?.keys() ?? [])]
          .filter((name) => !COMMON_COLUMNS.includes(name) && name !== shapeColumnOf(collection))
          .toSorted(),
      );
      for (const [name, field] of Object.entries(collection.fields)) {
        expect(SQL_TYPES[field.type], `${table}.${name}`).toContain(columns?.get(name)?.type);
      }
    }
  });

  it('have exactly the codes that the schema’s checks allow', () => {
    const compared: string[] = [];
    for (const { collection } of collections) {
      if (collection.source === 'feature') continue;
      for (const [name, column] of tables.get(collection.source.table) ?? []) {
        const field = collection.fields[name];
        if (!column.codes) continue;
        expect(field?.type, `${collection.id}.${name}`).toBe('code');
        expect(codesOf(field).toSorted(), `${collection.id}.${name}`).toEqual(column.codes.toSorted());
        compared.push(`${collection.id}.${name}`);
      }
    }
    expect(compared).toContain('pipe-lines.class');
    expect(compared).toContain('pipe-lines.status');
    expect(compared.length).toBeGreaterThan(30);
  });

  it('are required, or measured, or have a default, where the schema asks for a value', () => {
    const open = collections.flatMap(({ collection }) =>
      Object.entries(collection.fields)
        .filter(([name, field]) => {
          const column = collection.source !== 'feature' && tables.get(collection.source.table)?.get(name);
          return column && column.notNull && !column.hasDefault && !field.required && !field.fromGeometry;
        })
        .map(([name]) => `${collection.id}.${name}`),
    );
    expect(open).toEqual([]);
  });

  it('are never less protected than their collection, nor a collection than its theme', () => {
    for (const { theme, collection } of collections) {
      const grade = collectionGrade(theme, collection);
      expect(GRADES.indexOf(grade), collection.id).toBeGreaterThanOrEqual(GRADES.indexOf(theme.access));
      for (const [name, field] of Object.entries(collection.fields)) {
        const place = `${collection.id}.${name}`;
        expect(GRADES.indexOf(fieldGrade(theme, collection, field)), place).toBeGreaterThanOrEqual(
          GRADES.indexOf(grade),
        );
      }
    }
  });

  it('keep what a person must not see from the public', () => {
    expect(gradeOf('pipe-lines')).toBe('government');
    expect(gradeOf('pipe-points')).toBe('government');
    expect(gradeOf('buildings', 'owner')).toBe('restricted');
    expect(gradeOf('metered-buildings')).toBe('public');
    expect(gradeOf('energy-meters')).toBe('operator');
    expect(gradeOf('isolation-bearings')).toBe('operator');
    expect(gradeOf('prefab-parts')).toBe('operator');
    expect(gradeOf('lamps', 'circuit')).toBe('operator');
    expect(mayRead('public', 'restricted')).toBe(false);
    expect(mayRead('restricted', 'public')).toBe(true);
  });

  it('refer only to collections that exist', () => {
    const wrong = allFields().filter(
      ({ field }) => field.type === 'reference' && !collectionById(field.collection),
    );
    expect(wrong).toEqual([]);
  });

  it('give at most six facts to the head of the attribute panel', () => {
    for (const { collection } of collections) {
      const facts = Object.values(collection.fields).filter((field) => field.fact);
      expect(facts.length, collection.id).toBeLessThanOrEqual(6);
    }
  });

  it('have no alias that another field of the collection answers to as well', () => {
    for (const { collection } of collections) {
      const names = Object.entries(collection.fields).flatMap(([name, { aliases = [] }]) => [
        ...new Set([name, ...aliases].map((alias) => alias.toLowerCase())),
      ]);
      expect(duplicates(names), collection.id).toEqual([]);
    }
  });
});

describe('the words of a theme', () => {
  it('exist in both languages', () => {
    for (const { place, words, counting } of allWords()) {
      expect(words.zh.trim(), place).not.toBe('');
      if (!counting) expect(words.en.trim(), place).not.toBe('');
    }
  });

  it('are in English hardly longer than in Chinese', () => {
    const long = allWords().filter(
      ({ words, most }) => width(words.en) > Math.max(most, MOST_RATIO * width(words.zh)),
    );
    expect(long.map(({ place, words }) => `${place}: ${words.zh} / ${words.en}`)).toEqual([]);
  });

  it('have no typed space between Chinese and Latin: the page sets it', () => {
    const spaced = allWords().filter(({ words }) => /[一-鿿] [\w≤>]|[\w≤>] [一-鿿]/.test(words.zh));
    expect(spaced.map(({ words }) => words.zh)).toEqual([]);
  });
});

/** What an element is drawn by is a number of the schema's own, and nothing that a person reads. */
function shapeColumnOf({ symbol }: Collection): string | undefined {
  return symbol.kind === 'bim' ? symbol.shape : undefined;
}

describe('the colours of a theme', () => {
  it('are those of record and those drawn for the pipe classes of CJJ 61', () => {
    expect(coloursOf(PIPE_CLASSES, 'record')).toEqual({
      JS: '#00FFFF',
      PS: '#4C3926',
      RQ: '#FF00FF',
      RL: '#FF8000',
      DL: '#FF0000',
      TX: '#00FF00',
      GY: '#000000',
      QT: '#6600CC',
    });
    expect(coloursOf(PIPE_CLASSES, 'dark')).toEqual({
      JS: '#00F0F0',
      PS: '#94775C',
      RQ: '#FF2EFF',
      RL: '#FF8A1A',
      DL: '#FF3333',
      TX: '#10F010',
      GY: '#14181B',
      QT: '#9A52F2',
    });
    expect(coloursOf(PIPE_CLASSES, 'light')).toEqual({
      JS: '#00D5DB',
      PS: '#4C3926',
      RQ: '#E800E8',
      RL: '#F57600',
      DL: '#F00000',
      TX: '#00C800',
      GY: '#000000',
      QT: '#6600CC',
    });
    expect(PIPE_SUB_CLASSES.ZH).toMatchObject({
      record: '#000000',
      colour: { light: '#000000', dark: '#14181B' },
    });
    expect(PIPE_SUB_CLASSES.BM).toMatchObject({
      record: '#6600CC',
      colour: { light: '#6600CC', dark: '#9A52F2' },
    });
    const coloured = Object.entries(PIPE_SUB_CLASSES).filter(([, word]) => 'colour' in word);
    expect(coloured.map(([code]) => code)).toEqual(['ZH', 'BM']);
  });

  it('are the tokens of energy classes and sub-items', () => {
    expect(coloursOf(ENERGY_CLASSES, 'dark')).toEqual({
      guide: '#3EB8BE',
      limit: '#F2DC74',
      over: '#E88A1A',
      far: '#C8322C',
      none: '#56626A',
    });
    expect(coloursOf(ENERGY_CLASSES, 'light')).toEqual({
      guide: '#1F9DA3',
      limit: '#E6CB5E',
      over: '#DC7810',
      far: '#9E1420',
      none: '#B4BDC2',
    });
    expect(coloursOf(SUB_ITEMS, 'dark')).toEqual({
      'lighting-sockets': '#F7D58E',
      'air-conditioning': '#86C7FB',
      power: '#9566B8',
      special: '#35A56B',
    });
    expect(coloursOf(SUB_ITEMS, 'light')).toEqual({
      'lighting-sockets': '#E8AE38',
      'air-conditioning': '#1F5C96',
      power: '#AB7CCB',
      special: '#46975D',
    });
  });

  it('are the tokens of the states of lamps and bearings', () => {
    expect(coloursOf(BEARING_CONDITIONS, 'dark')).toEqual({
      ok: '#9FB2BA',
      due: '#F2D76C',
      over: '#FB9E50',
      bad: '#FC6663',
    });
    expect(coloursOf(BEARING_CONDITIONS, 'light')).toEqual({
      ok: '#5F7179',
      due: '#EFC21F',
      over: '#E07A1C',
      bad: '#D3261F',
    });
    expect(coloursOf(POWER_STATES, 'dark')).toMatchObject({ on: '#FFC873', off: '#76828A' });
    expect(coloursOf(POWER_STATES, 'light')).toMatchObject({ on: '#C77F00', off: '#7D878C' });
    expect(coloursOf(LAMP_STATUSES, 'dark')).toEqual({
      ok: '#FFC873',
      defectiveLamp: '#FF5C55',
      columnIssue: '#FF5C55',
      brokenLantern: '#FF5C55',
      lost: '#A9B4B9',
      dayBurner: '#BC8CFF',
    });
    expect(coloursOf(LAMP_STATUSES, 'light')).toEqual({
      ok: '#C77F00',
      defectiveLamp: '#D3261F',
      columnIssue: '#D3261F',
      brokenLantern: '#D3261F',
      lost: '#6A757A',
      dayBurner: '#7B3FE4',
    });
  });

  it('exist for every code that a collection is painted or divided by', () => {
    for (const { collection } of collections) {
      const by = [
        collection.divideBy,
        'paint' in collection.symbol && 'by' in collection.symbol.paint && collection.symbol.paint.by,
      ];
      for (const name of by) {
        const field = name ? collection.fields[name] : undefined;
        if (field?.type !== 'code') continue;
        const bare = Object.entries(field.values)
          .filter(([, word]) => !word.colour)
          .map(([code]) => code);
        expect(bare, `${collection.id}.${String(name)}`).toEqual([]);
      }
    }
  });
});

describe('code lists that are no field of their own', () => {
  it('are those of the schema', () => {
    expect(Object.keys(AREA_LEVELS)).toEqual(['province', 'prefecture', 'county', 'district']);
    expect(Object.keys(ROAD_CLASSES)).toEqual([
      'expressway',
      'arterial',
      'secondary',
      'branch',
      'lane',
      'path',
    ]);
    expect(Object.keys(WATER_KINDS)).toEqual(['sea', 'river', 'lake', 'pond', 'canal']);
  });
});

type Column = {
  readonly type: string;
  readonly notNull: boolean;
  readonly hasDefault: boolean;
  readonly codes?: string[];
};

const SQL_TYPES: { readonly [K in Field['type']]: readonly string[] } = {
  text: ['text'],
  code: ['text', 'smallint'],
  reference: ['text'],
  boolean: ['boolean'],
  date: ['date'],
  datetime: ['timestamptz'],
  integer: ['smallint', 'integer'],
  number: ['real', 'double precision'],
};

function gradeOf(id: string, name?: string): string {
  const entry = collectionById(id);
  if (!entry) throw new Error(`no collection ${id}`);
  const field = name === undefined ? undefined : entry.collection.fields[name];
  return field
    ? fieldGrade(entry.theme, entry.collection, field)
    : collectionGrade(entry.theme, entry.collection);
}

/** Tables and columns as the up migrations write them: one column a line, checks in the same line. */
function tablesOfMigrations(): Map<string, Map<string, Column>> {
  const tables = new Map<string, Map<string, Column>>();
  for (const file of readdirSync(MIGRATIONS)
    .filter((name) => name.endsWith('.sql'))
    .toSorted()) {
    const [up = ''] = readFileSync(join(MIGRATIONS, file), 'utf8')
      .replaceAll(/--(?! Down).*$/gm, '')
      .split('-- Down Migration');
    for (const [, table = '', body = ''] of up.matchAll(/create table (\w+) \(\n(.*?)\n\)/gs)) {
      tables.set(table, new Map(columnsOf(body)));
    }
    for (const [, table = '', definition = ''] of up.matchAll(/alter table (\w+) add column (.+?);/gs)) {
      for (const [name, column] of columnsOf(`  ${definition}`)) tables.get(table)?.set(name, column);
    }
  }
  return tables;
}

function columnsOf(body: string): [string, Column][] {
  // A definition may run over lines: the next one begins at two spaces and a word.
  return body.split(/,\s*\n {2}(?=\w)/).flatMap((definition): [string, Column][] => {
    const [, name, type] = /^\s*(\w+) (double precision|\w+)/.exec(definition) ?? [];
    if (!name || !type || ['primary', 'unique', 'check', 'constraint', 'foreign'].includes(name)) return [];
    return [
      [
        name,
        {
          type,
          notNull: /not null|primary key/.test(definition),
          hasDefault: /\bdefault\b/.test(definition),
          ...codesOfCheck(definition),
        },
      ],
    ];
  });
}

function codesOfCheck(definition: string): { codes: string[] } | undefined {
  const list = /check \(\w+ in \(([^)]*)\)/s.exec(definition)?.[1];
  if (list !== undefined) return { codes: list.split(',').map((code) => code.trim().replaceAll("'", '')) };
  // Small ranges that name states: status 0 to 3, grades 1 to 3. Years and arm counts are numbers.
  const range = /(?:status|grade) .*check \(\w+ between (\d) and (\d)\)/.exec(definition);
  if (!range) return undefined;
  const [from, to] = [Number(range[1]), Number(range[2])];
  return { codes: Array.from({ length: to - from + 1 }, (_, index) => String(from + index)) };
}

function codesOf(field: Field | undefined): string[] {
  return field?.type === 'code' ? Object.keys(field.values) : [];
}

function allFields(): { collection: Collection; name: string; field: Field }[] {
  return collections.flatMap(({ collection }) =>
    Object.entries(collection.fields).map(([name, field]) => ({ collection, name, field })),
  );
}

type Said = { place: string; words: Words; most: number; counting?: true };

function allWords(): Said[] {
  return [
    ...themes.map((theme) => ({ place: theme.id, words: theme.title, most: MOST_LATIN.title })),
    ...collections.map(({ collection }) => ({
      place: collection.id,
      words: collection.title,
      most: MOST_LATIN.title,
    })),
    ...collections.flatMap(({ collection: { id, unitWord } }): Said[] =>
      unitWord ? [{ place: `${id} unit`, words: unitWord, most: 0, counting: true }] : [],
    ),
    ...allFields().flatMap(({ collection, name, field }): Said[] => [
      { place: `${collection.id}.${name}`, words: field.title, most: MOST_LATIN.field },
      ...(field.type === 'code'
        ? Object.entries(field.values).map(([code, words]) => ({
            place: `${collection.id}.${name} ${code}`,
            words,
            most: MOST_LATIN.word,
          }))
        : []),
    ]),
  ];
}

/** In halves of a Chinese character. */
function width(text: string): number {
  return text.length + text.replaceAll(/[^\u2E80-\uFFFF]/g, '').length;
}

function coloursOf(
  list: { readonly [code: string]: object },
  which: 'record' | 'light' | 'dark',
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(list).map(([code, word]) => {
      const { record, colour } = word as { record?: string; colour?: { light: string; dark: string } };
      return [code, which === 'record' ? record : colour?.[which]];
    }),
  );
}

function duplicates<T>(values: readonly T[]): T[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}
