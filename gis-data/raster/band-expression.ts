/**
 * Arithmetic over the bands of an image, as a theme declares it: names, numbers, `+ - * /`, brackets, `min(a, b)`,
 * `max(a, b)`, `abs(a)`, `sqrt(a)`, `log(a)`. Pure: text to a tree, a tree and columns of numbers to a column of numbers.
 */

export type BandExpression =
  | { readonly is: 'number'; readonly value: number }
  | { readonly is: 'band'; readonly name: string }
  | { readonly is: 'call'; readonly by: Operation; readonly of: readonly BandExpression[] };

const OPERATIONS = {
  '+': (a: number, b: number) => a + b,
  '-': (a: number, b: number) => a - b,
  '*': (a: number, b: number) => a * b,
  '/': (a: number, b: number) => a / b,
  min: Math.min,
  max: Math.max,
  abs: Math.abs,
  sqrt: Math.sqrt,
  log: Math.log,
} as const;
type Operation = keyof typeof OPERATIONS;

const OPERANDS: { readonly [name: string]: number } = { min: 2, max: 2, abs: 1, sqrt: 1, log: 1 };
const TOKEN = /\s*(\d+(?:\.\d+)?(?:e[+-]?\d+)?|[a-z][a-z0-9_]*|[-+*/(),])/iy;

/** @throws SyntaxError with the place and what was expected there */
export function parseBandExpression(text: string): BandExpression {
  const tokens = tokensOf(text);
  let at = 0;
  const peek = (): string => tokens[at] ?? '';
  const take = (wanted: string): void => {
    if (peek() !== wanted) throw expected(wanted === '' ? 'the end' : `"${wanted}"`);
    at++;
  };
  const expected = (what: string): SyntaxError =>
    new SyntaxError(`${text}: ${what} is expected ${peek() === '' ? 'at the end' : `before "${peek()}"`}`);

  const sum = (): BandExpression => chain(product, ['+', '-']);
  const product = (): BandExpression => chain(factor, ['*', '/']);
  const chain = (part: () => BandExpression, by: readonly Operation[]): BandExpression => {
    let left = part();
    for (let operation = by.find((one) => one === peek()); operation;) {
      at++;
      left = { is: 'call', by: operation, of: [left, part()] };
      operation = by.find((one) => one === peek());
    }
    return left;
  };
  const factor = (): BandExpression => {
    const token = peek();
    if (token === '-') {
      at++;
      return { is: 'call', by: '-', of: [{ is: 'number', value: 0 }, factor()] };
    }
    if (token === '(') {
      at++;
      const inner = sum();
      take(')');
      return inner;
    }
    if (/^\d/.test(token)) {
      at++;
      return { is: 'number', value: Number(token) };
    }
    if (!/^[a-z]/i.test(token)) throw expected('a band or a number');
    at++;
    const count = Object.hasOwn(OPERANDS, token) ? OPERANDS[token] : undefined;
    if (count === undefined) return { is: 'band', name: token };
    take('(');
    const of = [sum()];
    while (of.length < count) {
      take(',');
      of.push(sum());
    }
    take(')');
    return { is: 'call', by: token as Operation, of };
  };

  const tree = sum();
  take('');
  return tree;
}

/** The bands that an expression reads, each once. */
export function bandsOfExpression(tree: BandExpression): string[] {
  const found = new Set<string>();
  const walk = (node: BandExpression): void => {
    if (node.is === 'band') found.add(node.name);
    if (node.is === 'call') node.of.forEach(walk);
  };
  walk(tree);
  return [...found];
}

/**
 * @param bands a column of `length` numbers for each band that the expression reads
 * @returns a new column; NaN where any of its bands is NaN or the result is not finite
 */
export function computeBands(
  tree: BandExpression,
  bands: ReadonlyMap<string, Float32Array>,
  length: number,
): Float32Array {
  const out = new Float32Array(length);
  const value = compile(tree, bands);
  for (let index = 0; index < length; index++) {
    const number = value(index);
    out[index] = Number.isFinite(number) ? number : Number.NaN;
  }
  return out;
}

function compile(tree: BandExpression, bands: ReadonlyMap<string, Float32Array>): (index: number) => number {
  if (tree.is === 'number') return () => tree.value;
  if (tree.is === 'band') {
    const column = bands.get(tree.name);
    if (!column) throw new RangeError(`there is no band ${tree.name}`);
    return (index) => column[index] ?? Number.NaN;
  }
  const [first = () => Number.NaN, second = () => Number.NaN] = tree.of.map((part) => compile(part, bands));
  const operate = OPERATIONS[tree.by];
  return (index) => operate(first(index), second(index));
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const from = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    if (!found) throw new SyntaxError(`${text}: "${text.slice(from).trim()}" is not understood`);
    tokens.push(found[1] ?? '');
  }
  return tokens;
}
