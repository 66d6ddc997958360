/** The lines of an open IFC model: attributes by name, guarded, since a file may hold anything anywhere. */
import type { IfcAPI } from 'web-ifc';

export type Line = Readonly<Record<string, unknown>>;

export class StepLines {
  readonly #api: IfcAPI;
  readonly #model: number;

  constructor(api: IfcAPI, model: number) {
    this.#api = api;
    this.#model = model;
  }

  /** @param inherited also of the classes below */
  idsOf(type: number, inherited = false): number[] {
    return [...this.#api.GetLineIDsWithType(this.#model, type, inherited)];
  }

  /** Empty where the file names a line that it does not have. */
  get(id: number): Line {
    const line: unknown = this.#api.GetLine(this.#model, id);
    return isLine(line) ? line : {};
  }

  /** IfcWall */
  className(id: number): string {
    return this.#api.GetNameFromTypeCode(this.#api.GetLineType(this.#model, id));
  }

  text(line: Line, attribute: string): string {
    const value = valueOf(line[attribute]);
    return typeof value === 'string' ? value.trim() : '';
  }

  number(line: Line, attribute: string): number | undefined {
    const value = valueOf(line[attribute]);
    return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
  }

  /** The numbers of the lines that an attribute names: one, many or none. */
  refs(line: Line, attribute: string): number[] {
    const value = line[attribute];
    return (Array.isArray(value) ? value : [value]).flatMap((one: unknown) => {
      const ref = isLine(one) && one['type'] === REFERENCE ? one['value'] : undefined;
      return typeof ref === 'number' ? [ref] : [];
    });
  }
}

/** Type code of a reference in what the parser gives. */
const REFERENCE = 5;

export function valueOf(attribute: unknown): unknown {
  return isLine(attribute) ? attribute['value'] : attribute;
}

function isLine(value: unknown): value is Line {
  return typeof value === 'object' && value !== null;
}
