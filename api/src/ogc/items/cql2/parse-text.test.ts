import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseText, type Json } from './parse-text.ts';

const parse = (text: string): Json => parseText(text).expression;
const property = (name: string): Json => ({ property: name });

describe('CQL2 text', () => {
  it.each<[string, Json]>([
    [
      'a = 1 OR b = 2 AND NOT c = 3',
      {
        op: 'or',
        args: [
          { op: '=', args: [property('a'), 1] },
          {
            op: 'and',
            args: [
              { op: '=', args: [property('b'), 2] },
              { op: 'not', args: [{ op: '=', args: [property('c'), 3] }] },
            ],
          },
        ],
      },
    ],
    [
      'a + 2 * 3 ^ 2 > -4',
      {
        op: '>',
        args: [{ op: '+', args: [property('a'), { op: '*', args: [2, { op: '^', args: [3, 2] }] }] }, -4],
      },
    ],
    ['a - 1 - 2 = 0', { op: '=', args: [{ op: '-', args: [{ op: '-', args: [property('a'), 1] }, 2] }, 0] }],
    ['a not between 1 and 2', { op: 'not', args: [{ op: 'between', args: [property('a'), 1, 2] }] }],
    ['"a b" IS NOT NULL', { op: 'not', args: [{ op: 'isNull', args: [property('a b')] }] }],
    [
      "casei(名称) like casei('路%')",
      {
        op: 'like',
        args: [
          { op: 'casei', args: [property('名称')] },
          { op: 'casei', args: ['路%'] },
        ],
      },
    ],
    [
      "t_metby(INTERVAL(a, '..'), DATE('2025-01-01'))",
      {
        op: 't_metBy',
        args: [{ interval: [property('a'), '..'] }, { date: '2025-01-01' }],
      },
    ],
    [
      's_within(g, POLYGON((0 0,1 0,1 1,0 0),(.1 .1,.2 .1,.2 .2,.1 .1)))',
      {
        op: 's_within',
        args: [
          property('g'),
          {
            type: 'Polygon',
            coordinates: [
              [
                [0, 0],
                [1, 0],
                [1, 1],
                [0, 0],
              ],
              [
                [0.1, 0.1],
                [0.2, 0.1],
                [0.2, 0.2],
                [0.1, 0.1],
              ],
            ],
          },
        ],
      },
    ],
  ])('%s', (text, expected) => {
    expect(parse(text)).toEqual(expected);
  });

  it('knows where each part begins', () => {
    const { expression, places } = parseText('a = 1 AND S_EQUALS(g, POINT(1 2))');
    const { args } = expression as { args: readonly { args: readonly object[] }[] };
    expect([args[0], args[1], args[1]?.args[1]].map((node) => places.get(node ?? {}))).toEqual([1, 11, 23]);
  });

  it('gives back what was written down: parse(print(x)) is x', () => {
    fc.assert(
      fc.property(condition, (tree) => {
        expect(parse(print(tree))).toEqual(tree);
      }),
      { numRuns: 500 },
    );
  });

  it('ends with its own error for whatever else is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        try {
          parse(text);
        } catch (error) {
          expect(error).toMatchObject({
            name: 'FilterError',
            place: expect.stringMatching(/^character \d+$/) as string,
          });
        }
      }),
      { numRuns: 500 },
    );
  });
});

// A backslash before a quote stands for the quote: such texts the language itself cannot write.
const text = fc.string({ unit: 'grapheme' }).map((words) => words.replaceAll('\\', ''));
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const name = text.filter((words) => words !== '').map(property);
const position = fc.tuple(number, number);
const geometry: fc.Arbitrary<Json> = fc.oneof(
  position.map((coordinates) => ({ type: 'Point', coordinates })),
  fc
    .array(position, { minLength: 1, maxLength: 3 })
    .map((coordinates) => ({ type: 'MultiPoint', coordinates })),
  fc
    .array(position, { minLength: 2, maxLength: 4 })
    .map((coordinates) => ({ type: 'LineString', coordinates })),
  fc
    .array(fc.array(position, { minLength: 4, maxLength: 5 }), { minLength: 1, maxLength: 2 })
    .map((coordinates) => ({ type: 'Polygon', coordinates })),
);
const operation = (ops: readonly string[], ...args: fc.Arbitrary<Json>[]): fc.Arbitrary<Json> =>
  fc.tuple(fc.constantFrom(...ops), fc.tuple(...args)).map(([op, list]) => ({ op, args: list }));
const { condition } = fc.letrec<{ condition: Json; scalar: Json }>((tie) => ({
  scalar: fc.oneof(
    { depthSize: 'small' },
    text,
    number,
    fc.boolean(),
    name,
    fc.constantFrom({ date: '2025-01-01' }, { timestamp: '2025-01-01T00:00:00Z' }),
    operation(['+', '-', '*', '/', '^', '%', 'div'], tie('scalar'), tie('scalar')),
    operation(['casei', 'accenti'], tie('scalar')),
  ),
  condition: fc.oneof(
    { depthSize: 'small' },
    operation(['=', '<>', '<', '>', '<=', '>='], tie('scalar'), tie('scalar')),
    operation(['like'], tie('scalar'), text),
    operation(['between'], tie('scalar'), tie('scalar'), tie('scalar')),
    operation(['in'], tie('scalar'), fc.array(tie('scalar'), { minLength: 1, maxLength: 3 })),
    operation(['isNull'], tie('scalar')),
    operation(['s_intersects', 's_disjoint'], fc.oneof(name, geometry), geometry),
    operation(
      ['t_after', 't_finishedBy'],
      name,
      fc.constantFrom({ interval: ['..', '2025-01-01'] }, { interval: [{ property: 'a' }, '..'] }),
    ),
    operation(['not'], tie('condition')),
    fc
      .tuple(fc.constantFrom('and', 'or'), fc.array(tie('condition'), { minLength: 2, maxLength: 3 }))
      .map(([op, args]) => ({ op, args })),
  ),
}));

type Printed = {
  readonly op?: string;
  readonly args?: readonly Json[];
  readonly property?: string;
  readonly type?: string;
  readonly coordinates?: Json;
};

/** Every operation in brackets, so that nothing depends on precedence. */
function print(node: Json): string {
  if (typeof node === 'string') return `'${node.replaceAll("'", "''")}'`;
  if (typeof node !== 'object') return String(node).toUpperCase();
  const { op, args = [], property: of, type, coordinates, ...instant } = node as Printed;
  if (of !== undefined) return `"${of.replaceAll('"', '""')}"`;
  if (type !== undefined)
    return `${type.toUpperCase()}${type === 'Point' ? `(${wkt(coordinates)})` : wkt(coordinates)}`;
  if (op === undefined) {
    const [[word, content]] = Object.entries(instant) as [[string, Json]];
    const items = Array.isArray(content) ? (content as readonly Json[]) : [content];
    return `${word.toUpperCase()}(${items.map(print).join(', ')})`;
  }
  const [first = '', second = '', third = ''] = args.map((part) =>
    Array.isArray(part) ? part.map(print).join(', ') : print(part),
  );
  switch (op) {
    case 'and':
    case 'or':
      return `(${args.map(print).join(` ${op} `)})`;
    case 'not':
      return `(NOT ${first})`;
    case 'isNull':
      return `(${first} IS NULL)`;
    case 'between':
      return `(${first} BETWEEN ${second} AND ${third})`;
    case 'in':
      return `(${first} IN (${second}))`;
    default:
      return /^[a-z]+_|^casei$|^accenti$/.test(op)
        ? `${op.toUpperCase()}(${args.map(print).join(', ')})`
        : `(${first} ${op.toUpperCase()} ${second})`;
  }
}

function wkt(coordinates: Json | undefined): string {
  const list = coordinates as readonly Json[];
  return typeof list[0] === 'number' ? list.map(String).join(' ') : `(${list.map(wkt).join(', ')})`;
}
