/** The key-value pairs of WMTS: keys in any case, each wrong one an exception that names it. */

/** Codes of OWS Common and of WMTS 1.0.0. */
export type OwsCode =
  | 'MissingParameterValue'
  | 'InvalidParameterValue'
  | 'OperationNotSupported'
  | 'TileOutOfRange'
  | 'PointIJOutOfRange'
  | 'NoApplicableCode';

export class OwsException extends Error {
  readonly code: OwsCode;
  readonly locator: string | undefined;

  constructor(code: OwsCode, message: string, locator?: string) {
    super(message);
    this.name = 'OwsException';
    this.code = code;
    this.locator = locator;
  }
}

export type Parameters = {
  /** @throws OwsException where it is not given */
  text(key: string): string;
  optional(key: string): string | undefined;
  /** One of some values, in any case. */
  oneOf<T extends string>(key: string, values: readonly T[]): T;
  /** A whole number from 0 to below a limit. */
  whole(key: string, below: number, code: OwsCode): number;
};

export function readParameters(query: Readonly<Record<string, unknown>>): Parameters {
  const given = new Map(Object.entries(query).map(([key, value]) => [key.toLowerCase(), value]));
  const optional = (key: string): string | undefined => {
    const value = given.get(key.toLowerCase());
    if (Array.isArray(value))
      throw new OwsException('InvalidParameterValue', `${key} is given more than once.`, key);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const text = (key: string): string => {
    const value = optional(key);
    if (value === undefined) throw new OwsException('MissingParameterValue', `${key} is missing.`, key);
    return value;
  };
  return {
    optional,
    text,
    oneOf(key, values) {
      const value = text(key);
      const found = values.find((one) => one.toLowerCase() === value.toLowerCase());
      if (found === undefined)
        throw new OwsException(
          'InvalidParameterValue',
          `${key} is ${values.join(' or ')}, not ${value}.`,
          key,
        );
      return found;
    },
    whole(key, below, code) {
      const value = text(key);
      if (!/^\d{1,9}$/.test(value))
        throw new OwsException('InvalidParameterValue', `${key} is a whole number, not ${value}.`, key);
      if (Number(value) >= below)
        throw new OwsException(code, `${key} goes from 0 to ${below - 1} here, and is ${value}.`, key);
      return Number(value);
    },
  };
}
