/** CQL2 text to CQL2 JSON. The grammar only: whether names exist and types agree is seen when SQL is made of it. */
import { FilterError } from './filter-error.ts';

/** CQL2 JSON: operations, properties, literals and geometries. */
export type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json };

export type ParsedText = {
  readonly expression: Json;
  /** Where each operation, property and geometry begins, counted from 1. */
  readonly places: ReadonlyMap<object, number>;
};

type Token = {
  readonly kind: 'number' | 'string' | 'name' | 'quoted' | 'sign' | 'end';
  readonly text: string;
  /** Of a name that is not quoted: in capitals, as words of the language are compared. */
  readonly word: string;
  readonly at: number;
};

/** Brackets and NOTs within each other; more than a person would write, less than the stack holds. */
export const MAX_DEPTH = 64;
const COMPARISONS = new Set(['=', '<>', '<', '>', '<=', '>=']);
const RESERVED = new Set(['AND', 'OR', 'NOT', 'LIKE', 'BETWEEN', 'IN', 'IS', 'NULL', 'TRUE', 'FALSE', 'DIV']);
const SPATIAL = ['intersects', 'equals', 'disjoint', 'touches', 'within', 'overlaps', 'crosses', 'contains'];
const TEMPORAL = [
  'after',
  'before',
  'contains',
  'disjoint',
  'during',
  'equals',
  'finishedBy',
  'finishes',
  'intersects',
  'meets',
  'metBy',
  'overlappedBy',
  'overlaps',
  'startedBy',
  'starts',
];
const OPERATIONS = new Map(
  ['casei', 'accenti', ...SPATIAL.map((name) => `s_${name}`), ...TEMPORAL.map((name) => `t_${name}`)].map(
    (name) => [name.toUpperCase(), name] as const,
  ),
);
/** Well-known text by the depth of its brackets: how many levels of lists lie between it and a position. */
const WKT = new Map([
  ['POINT', { type: 'Point', depth: 0 }],
  ['LINESTRING', { type: 'LineString', depth: 1 }],
  ['POLYGON', { type: 'Polygon', depth: 2 }],
  ['MULTIPOINT', { type: 'MultiPoint', depth: 1 }],
  ['MULTILINESTRING', { type: 'MultiLineString', depth: 2 }],
  ['MULTIPOLYGON', { type: 'MultiPolygon', depth: 3 }],
]);

/**
 * @throws FilterError that names the character
 */
export function parseText(text: string): ParsedText {
  const tokens = tokensOf(text);
  const places = new Map<object, number>();
  let index = 0;
  let depth = 0;

  const peek = (ahead = 0): Token => tokens[Math.min(index + ahead, tokens.length - 1)] ?? END;
  const isSign = (text: string, ahead = 0): boolean =>
    peek(ahead).kind === 'sign' && peek(ahead).text === text;
  const isWord = (word: string, ahead = 0): boolean => peek(ahead).word === word;
  const next = (): Token => {
    const token = peek();
    index += 1;
    return token;
  };
  const expected = (what: string): FilterError => {
    const { kind, text: found, at } = peek();
    return new FilterError(
      `character ${at}`,
      `${what} is expected, not ${kind === 'end' ? 'the end' : found}`,
    );
  };
  const takeSign = (sign: string): void => {
    if (!isSign(sign)) throw expected(sign);
    next();
  };
  const takeWord = (word: string): void => {
    if (!isWord(word)) throw expected(word);
    next();
  };
  const placed = <T extends object>(node: T, at: number): T => {
    places.set(node, at);
    return node;
  };
  const operation = (op: string, args: readonly Json[], at: number): Json & object =>
    placed({ op, args }, at);
  const nested = <T>(read: () => T): T => {
    depth += 1;
    if (depth > MAX_DEPTH)
      throw new FilterError(`character ${peek().at}`, `brackets lie more than ${MAX_DEPTH} deep`);
    const result = read();
    depth -= 1;
    return result;
  };
  const list = <T>(read: () => T): T[] => {
    const items: T[] = [];
    takeSign('(');
    do items.push(read());
    while (isSign(',') && next());
    takeSign(')');
    return items;
  };

  const chain = (word: 'OR' | 'AND', read: () => Json): Json => {
    const { at } = peek();
    const first = read();
    if (!isWord(word)) return first;
    const args = [first];
    while (isWord(word)) {
      next();
      args.push(read());
    }
    return operation(word.toLowerCase(), args, at);
  };
  const disjunction = (): Json => chain('OR', () => chain('AND', negation));
  const negation = (): Json => {
    if (!isWord('NOT')) return comparison();
    const { at } = next();
    return operation('not', [nested(negation)], at);
  };

  const comparison = (): Json => {
    const { at } = peek();
    const left = sum();
    if (peek().kind === 'sign' && COMPARISONS.has(peek().text))
      return operation(next().text, [left, sum()], at);
    if (isWord('IS')) {
      next();
      const isNegated = isWord('NOT');
      if (isNegated) next();
      takeWord('NULL');
      return negatedIf(isNegated, operation('isNull', [left], at), at);
    }
    const isNegated = isWord('NOT');
    if (isNegated) next();
    if (isWord('LIKE')) {
      next();
      return negatedIf(isNegated, operation('like', [left, primary()], at), at);
    }
    if (isWord('BETWEEN')) {
      next();
      const lower = sum();
      takeWord('AND');
      return negatedIf(isNegated, operation('between', [left, lower, sum()], at), at);
    }
    if (isWord('IN')) {
      next();
      const items = list(sum);
      return negatedIf(isNegated, operation('in', [left, items], at), at);
    }
    if (isNegated) throw expected('LIKE, BETWEEN or IN');
    return left;
  };
  const negatedIf = (isNegated: boolean, node: Json & object, at: number): Json & object =>
    isNegated ? operation('not', [node], at) : node;

  const leftToRight = (isOperator: () => boolean, read: () => Json): Json => {
    const { at } = peek();
    let left = read();
    while (isOperator()) left = operation(next().text.toLowerCase(), [left, read()], at);
    return left;
  };
  const sum = (): Json => leftToRight(() => isSign('+') || isSign('-'), product);
  const product = (): Json =>
    leftToRight(() => isSign('*') || isSign('/') || isSign('%') || isWord('DIV'), power);
  const power = (): Json => leftToRight(() => isSign('^'), primary);

  const primary = (): Json => {
    const token = peek();
    if (isSign('(')) {
      next();
      const inner = nested(disjunction);
      takeSign(')');
      return inner;
    }
    if (token.kind === 'number' || isSign('-') || isSign('+')) return signedNumber();
    if (token.kind === 'string') return next().text;
    if (token.word === 'TRUE' || token.word === 'FALSE') return next().word === 'TRUE';
    if (token.kind === 'quoted') return placed({ property: next().text }, token.at);
    if (token.kind !== 'name' || RESERVED.has(token.word)) throw expected('a value');
    const isCalled =
      isSign('(', 1) || ((isWord('Z', 1) || isWord('M', 1) || isWord('ZM', 1)) && isSign('(', 2));
    next();
    return isCalled ? called(token) : placed({ property: token.text }, token.at);
  };

  const signedNumber = (): number => {
    const { at } = peek();
    const sign = isSign('-') ? -1 : 1;
    if (isSign('-') || isSign('+')) next();
    if (peek().kind !== 'number') throw expected('a number');
    const value = sign * Number(next().text);
    if (!Number.isFinite(value)) throw new FilterError(`character ${at}`, 'a number is too large');
    return value;
  };

  const called = ({ word, text: name, at }: Token): Json => {
    const op = OPERATIONS.get(word);
    if (op)
      return operation(
        op,
        list(() => nested(disjunction)),
        at,
      );
    switch (word) {
      case 'DATE':
      case 'TIMESTAMP':
        return placed({ [word.toLowerCase()]: only(list(quotedText), `${word} has one text`, at) }, at);
      case 'INTERVAL':
        return placed({ interval: list(bound) }, at);
      case 'BBOX':
        return placed({ bbox: list(signedNumber) }, at);
      default:
        return geometry(word, name, at);
    }
  };
  const quotedText = (): string => {
    if (peek().kind !== 'string') throw expected('text in single quotes');
    return next().text;
  };
  const bound = (): Json => {
    if (peek().kind === 'string') return next().text;
    return primary();
  };
  const only = <T>(items: readonly T[], complaint: string, at: number): T => {
    const [item] = items;
    if (item === undefined || items.length > 1) throw new FilterError(`character ${at}`, complaint);
    return item;
  };

  const geometry = (word: string, name: string, at: number): Json => {
    if (isWord('Z') || isWord('M') || isWord('ZM')) {
      if (!isWord('Z')) throw expected('Z or an opening bracket');
      next();
    }
    if (word === 'GEOMETRYCOLLECTION') {
      const geometries = list(() => {
        const member = next();
        return nested(() => geometry(member.word, member.text, member.at));
      });
      return placed({ type: 'GeometryCollection', geometries }, at);
    }
    const known = WKT.get(word);
    if (!known)
      throw new FilterError(
        `character ${at}`,
        `there is no function ${name}; CASEI, ACCENTI, S_INTERSECTS and its kin, T_AFTER and its kin, DATE, TIMESTAMP, INTERVAL, BBOX and well-known text are understood`,
      );
    if (known.depth === 0) {
      takeSign('(');
      const coordinates = position();
      takeSign(')');
      return placed({ type: known.type, coordinates }, at);
    }
    const level = (left: number): (() => Json) =>
      left > 0 ? () => list(level(left - 1)) : known.type === 'MultiPoint' ? bracketedPosition : position;
    return placed({ type: known.type, coordinates: level(known.depth)() }, at);
  };
  const position = (): Json => {
    const numbers = [signedNumber()];
    while (peek().kind === 'number' || isSign('-') || isSign('+')) numbers.push(signedNumber());
    return numbers;
  };
  /** Well-known text writes the points of a MULTIPOINT in brackets, and much software does not. */
  const bracketedPosition = (): Json => {
    if (!isSign('(')) return position();
    next();
    const point = position();
    takeSign(')');
    return point;
  };

  const expression = disjunction();
  if (peek().kind !== 'end') throw expected('AND, OR or the end');
  return { expression, places };
}

const END: Token = { kind: 'end', text: '', word: '', at: 0 };
const PATTERN =
  /\s*(?:(?<number>\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?)|'(?<string>(?:''|\\'|[^'])*)'|"(?<quoted>(?:""|[^"])+)"|(?<name>[\p{L}_:][\p{L}\p{M}\p{N}_:.]*)|(?<sign><>|<=|>=|[=<>+\-*/%^(),]))/uy;

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern = new RegExp(PATTERN);
  const end = text.trimEnd().length;
  while (pattern.lastIndex < end) {
    const from = pattern.lastIndex;
    const match = pattern.exec(text);
    const skipped = /^\s*/.exec(text.slice(from))?.[0].length ?? 0;
    const at = from + skipped + 1;
    if (!match) {
      const found = text[at - 1] ?? '';
      throw new FilterError(
        `character ${at}`,
        found === "'" || found === '"' ? `the quote ${found} has no end` : `${found} does not belong here`,
      );
    }
    const { number, string, quoted, name, sign } = match.groups ?? {};
    const token = (kind: Token['kind'], content: string): Token => ({
      kind,
      text: content,
      word: kind === 'name' ? content.toUpperCase() : '',
      at,
    });
    if (number !== undefined) tokens.push(token('number', number));
    else if (string !== undefined) tokens.push(token('string', string.replace(/''|\\'/g, "'")));
    else if (quoted !== undefined) tokens.push(token('quoted', quoted.replaceAll('""', '"')));
    else if (name !== undefined) tokens.push(token('name', name));
    else if (sign !== undefined) tokens.push(token('sign', sign));
  }
  return [...tokens, { ...END, at: end + 1 }];
}
