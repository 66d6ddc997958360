/** Writes exchange files of ISO 10303-21 (STEP, the text form of IFC): one line for each entity, numbered as they come. */

export type Ref = { readonly ref: number };
/** A plain number is a REAL: what the schema wants whole is marked by `whole`. `null` is `$`. */
export type Value =
  | Ref
  | { readonly enumeration: string }
  | { readonly whole: number }
  | { readonly type: string; readonly value: Value }
  | typeof DERIVED
  | number
  | string
  | boolean
  | null
  | readonly Value[];

/** Digits after the point: a thousandth of a millimetre where the unit is the metre. */
const REAL_DIGITS = 1e6;

/** An attribute that follows from others: `*`. */
export const DERIVED = { derived: true } as const;
export const enumeration = (name: string): Value => ({ enumeration: name });
export const whole = (number: number): Value => ({ whole: number });
/** A value of a select type, which has to name its type: IFCLABEL('LNR900'). */
export const typed = (type: string, value: Value): Value => ({ type, value });

export class StepFile {
  readonly #lines: string[] = [];

  add(entity: string, ...attributes: readonly Value[]): Ref {
    const ref = this.#lines.length + 1;
    this.#lines.push(`#${ref}=${entity.toUpperCase()}(${attributes.map(textOf).join(',')});`);
    return { ref };
  }

  /** @param header its entities, ready as text */
  text(header: readonly string[]): string {
    return [
      'ISO-10303-21;',
      'HEADER;',
      ...header,
      'ENDSEC;',
      'DATA;',
      ...this.#lines,
      'ENDSEC;',
      'END-ISO-10303-21;',
      '',
    ].join('\n');
  }
}

export function textOf(value: Value): string {
  if (value === null) return '$';
  if (typeof value === 'number') return realOf(value);
  if (typeof value === 'string') return stringOf(value);
  if (typeof value === 'boolean') return value ? '.T.' : '.F.';
  if ('ref' in value) return `#${value.ref}`;
  if ('enumeration' in value) return `.${value.enumeration}.`;
  if ('whole' in value) return String(value.whole);
  if ('derived' in value) return '*';
  if ('type' in value) return `${value.type.toUpperCase()}(${textOf(value.value)})`;
  return `(${value.map(textOf).join(',')})`;
}

function realOf(number: number): string {
  if (!Number.isFinite(number)) throw new Error(`${number} cannot be written as a REAL`);
  const text = String(Math.round(number * REAL_DIGITS) / REAL_DIGITS);
  return text.includes('.') ? text : `${text}.`;
}

/** ASCII as it is; everything else as UTF-16 in hexadecimal between \X2\ and \X0\. */
function stringOf(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll("'", "''");
  const encoded = escaped.replace(/[^\x20-\x7e]+/g, (run) => {
    const units = Array.from({ length: run.length }, (_, at) => run.charCodeAt(at));
    return `\\X2\\${units.map((unit) => unit.toString(16).toUpperCase().padStart(4, '0')).join('')}\\X0\\`;
  });
  return `'${encoded}'`;
}
