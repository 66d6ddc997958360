/**
 * The theme contract. A city system is one folder under `themes/` that calls {@link defineTheme} and one line in
 * `themes/index.ts`. Everything else follows from the declaration: OGC collection, tiles, legend, layer tree, popup,
 * search, access rule.
 *
 * This file has no imports and no runtime dependencies: services and the browser both read it.
 */

/** Access grades, least to most; the order is the order of trust. */
export const GRADES = ['public', 'operator', 'government', 'restricted'] as const;
export type Grade = (typeof GRADES)[number];

/** Words in both languages of the product. */
export type Words = { readonly zh: string; readonly en: string };

/** A colour as CSS hex, one for both themes of the interface, or one for each. */
export type Colour = string | { readonly light: string; readonly dark: string };

/** One word of a code list. `colour` is the drawn value, `record` the standard's own where the two differ. */
export type Code = Words & {
  readonly colour?: Colour;
  readonly record?: string;
  readonly short?: string;
  /** Other words that files use for it; an import reads them, and the code itself, in any case of letters. */
  readonly aliases?: readonly string[];
};
export type CodeList = { readonly [code: string]: Code };

/** A list whose keys are the codes of a standard, so that they are shown beside the words (混凝土 T). */
export function standardCodes<const T extends CodeList>(list: T): { readonly [K in keyof T]: T[K] & Code } {
  return Object.fromEntries(
    Object.entries(list).map(([code, word]) => [code, { ...word, short: code }]),
  ) as T;
}

type FieldBase = {
  readonly title: Words;
  /** Grade that a reader needs for this field; the collection's own when absent. */
  readonly access?: Grade;
  /** How a value above the reader's grade is shown where the field itself may be named. */
  readonly mask?: 'phone' | 'name' | 'id-number';
  /** Searched by name and code. */
  readonly search?: true;
  /** Shown among the (at most six) facts at the head of the attribute panel. */
  readonly fact?: true;
  /** Carried as a property by tiles, so that the viewer can style and filter by it. */
  readonly inTiles?: true;
  /** Names under which survey tables and foreign files call this field; import proposes its mapping by them. */
  readonly aliases?: readonly string[];
  /** An import without it is rejected, unless the file's rows can be given a default. */
  readonly required?: true;
  /** Value of imported rows whose file does not give it; the import's report says how many took it. */
  readonly default?: string | number;
  /** Measured on the ellipsoid, in the unit of the field's name, where a file does not give it. */
  readonly fromGeometry?: 'area' | 'length';
  /** Least and greatest value that is met in the world, in the field's unit: an import tells by it in which unit a file counts. */
  readonly plausible?: readonly [number, number];
  /**
   * Of a number in tiles: upper ends of the classes by which a map may colour it, ascending; above the last is one more.
   * Six of them: the palette has seven colours. Round steps of the drawing, no standard's limits.
   */
  readonly classes?: readonly [number, number, number, number, number, number];
};

export type Field = FieldBase &
  (
    | { readonly type: 'text' | 'boolean' | 'date' | 'datetime' }
    | { readonly type: 'integer' | 'number'; readonly unit?: string; readonly digits?: number }
    /** The key of `values` is the stored value as text: a smallint column (status 0 to 3) has the keys '0' to '3'. */
    | { readonly type: 'code'; readonly values: CodeList }
    /** The id of an item of another collection. */
    | { readonly type: 'reference'; readonly collection: string }
  );

export type GeometryKind = 'Point' | 'LineString' | 'Polygon';

/**
 * One colour, or a colour by the code list of a field (its `colour`), or by classes of a number.
 * `finer` names a second code field whose codes, where they have a colour of their own, win over those of `by`
 * (CJJ 61 gives the two sub-classes of 其他 different colours).
 */
export type Paint =
  | { readonly colour: Colour }
  | { readonly by: string; readonly finer?: string }
  | {
      readonly by: string;
      readonly steps: readonly { readonly upTo: number; readonly colour: Colour; readonly title: Words }[];
    };

/** Low-poly models of our own, by the tiler. */
export type ModelId = 'street-lamp' | 'tree' | 'lamp-cabinet' | 'waste-bin' | 'bearing' | 'prefab-part';

/** A number and its colour, ascending; between two stops the colour is interpolated in sRGB. Eight digits of hex: with opacity. */
export type Ramp = readonly (readonly [value: number, colour: string])[];

/** What is made of the bands of images, which go by their names in the files. */
export type Picture =
  /** Three bands, stretched from dark to bright by the percentiles of each image. */
  | { readonly as: 'colour'; readonly red: string; readonly green: string; readonly blue: string }
  /** A number for each cell, coloured by a ramp. */
  | {
      readonly as: 'ramp';
      /** Over bands: `(nir - red) / (nir + red)`; see `raster/band-expression.ts` */
      readonly value: string;
      readonly ramp: Ramp;
      readonly unit?: string;
      readonly digits: number;
      /** What the latest image says less what the earliest said. */
      readonly change?: true;
    }
  /** Codes in the colours of the file's own table, never interpolated. */
  | { readonly as: 'palette'; readonly code: string };

/**
 * How a collection is drawn. A new kind is one member here, one producer in the tiler and one renderer in the
 * viewer. All lengths that name a field are read from it; the unit is in the field's name.
 */
export type Symbol =
  /** Polygons painted on the ground from vector tiles. */
  | { readonly kind: 'area'; readonly paint: Paint; readonly opacity?: number; readonly outline?: Colour }
  /** Lines painted on the ground; a width in metres is true to scale. */
  | {
      readonly kind: 'line';
      readonly paint: Paint;
      readonly widthPixels?: number;
      readonly widthMetres?: string;
    }
  /** Points painted on the ground. */
  | { readonly kind: 'mark'; readonly paint: Paint; readonly radiusPixels?: number }
  /** Footprints extruded to buildings, 3D Tiles. */
  | {
      readonly kind: 'extrusion';
      readonly paint: Paint;
      readonly height: string;
      /** lower edge above the ground, of a part that stands on another; absent: on the ground */
      readonly base?: string;
      readonly floors?: string;
      readonly facade?: string;
      readonly foot?: string;
    }
  /** Pipes along a 3D axis, 3D Tiles. */
  | {
      readonly kind: 'tube';
      readonly paint: Paint;
      readonly widthMm: string;
      readonly heightMm: string;
      readonly wallMm: string;
      /** Depths of both ends in metres, and where on the section they are measured (top, invert, axis; absent: top).
       * Drawn by these where no elevation model knows the ground. */
      readonly startDepth?: string;
      readonly endDepth?: string;
      readonly depthReference?: string;
      /** Field of the way of the flow, 1 from the line's start to its end and -1 back, and what of it carries foul water. */
      readonly flow?: { readonly direction: string; readonly by: string; readonly foul: readonly string[] };
    }
  /** Wells, valves and hydrants: shafts and bodies from ground to depth, 3D Tiles. */
  | {
      readonly kind: 'shaft';
      readonly paint: Paint;
      readonly depth: string;
      readonly sizeMm: string;
      readonly body: string;
      /** field of the plan of a well: round or square; absent: round */
      readonly shape?: string;
    }
  /** A model at every point, 3D Tiles with GPU instancing. */
  | {
      readonly kind: 'model';
      readonly paint: Paint;
      readonly model: ModelId;
      /** field of the model's variant (a tree's form, a bearing's kind) */
      readonly variant?: string;
      /** fields of the size in metres or millimetres by their names; the model's own size when absent */
      readonly height?: string;
      readonly width?: string;
      readonly length?: string;
      readonly bearing?: string;
      readonly base?: string;
    }
  /** Elements of building models as they were read, 3D Tiles; near by the model stands in place of its block. */
  | {
      readonly kind: 'bim';
      readonly paint: Paint;
      /** table of the elements' shapes, and the column that names the shape of an element; none: it is not drawn */
      readonly shapes: string;
      readonly shape: string;
      /** size of an element's box along the axes of its model, and the bearing of the model's y axis */
      readonly length: string;
      readonly width: string;
      readonly height: string;
      readonly bearing: string;
      /** field with the national height of the model's zero: where the ground is drawn flat, it stands there */
      readonly ground: string;
      /** field with the building whose block the element stands in place of */
      readonly replaces: string;
      /** fields with the item that a click on the element means, where it has a record of its own */
      readonly record: { readonly collection: string; readonly id: string };
    }
  /**
   * Images on the ground, the latest on top. An item is an image with its footprint; its collection declares
   * `RASTER_FIELDS` and is its own `feature`.
   */
  | {
      readonly kind: 'raster';
      readonly picture: Picture;
      /** Its images make the terrain, nowhere lower than this: over the sea's bed the water is the ground that is seen. */
      readonly terrain?: { readonly floorMetres: number };
    }
  /** Not drawn; still a collection of the API. */
  | { readonly kind: 'none' };
export type SymbolKind = Symbol['kind'];

export type Collection = {
  /** URL segment, kebab-case. */
  readonly id: string;
  readonly title: Words;
  readonly description?: Words;
  /** Grade of the collection where it is higher than its theme's. */
  readonly access?: Grade;
  readonly geometry: GeometryKind;
  /** `feature`: a partition of the generic table; else a typed table made by a migration. */
  readonly source: 'feature' | { readonly table: string };
  /** Keyed by column name of the table, or by property name of the generic one: snake_case, units in names. */
  readonly fields: { readonly [name: string]: Field };
  /** The field that names an item; its id when absent. */
  readonly label?: string;
  /**
   * What a person would call an item, by its fields in braces: `污水管 DN600` from `{sub_class}管 DN{width_mm}`. The
   * first of which every field has a value is taken; none: the label.
   */
  readonly titles?: readonly Words[];
  /** What a name along an item adds to that where there is room: each left out where one of its fields has no value. */
  readonly details?: readonly Words[];
  /** The date or time field that `datetime` filters; none: the parameter matches everything. */
  readonly time?: string;
  /** A code field by which layer tree and legend divide the collection (pipes by class). */
  readonly divideBy?: string;
  /** Fields of heights in metres that an import takes for z where a file's geometry has none: of a point, or of both ends of a line. */
  readonly heights?: readonly [string] | readonly [string, string];
  /** What the layer tree says at the right: number of items or summed kilometres of this field. */
  readonly measure?: { readonly sumKm: string };
  /** Counting word behind the number (1,683 栋); empty in English, where the bare figure stands. */
  readonly unitWord?: Words;
  readonly symbol: Symbol;
  /** Zoom range of the vector tiles. */
  readonly minZoom: number;
  /** On when the city is opened. */
  readonly shown?: true;
  /** Painted into the ground as part of the base map: always on, not in the layer tree. */
  readonly base?: true;
};

export type Kpi = {
  readonly id: string;
  readonly title: Words;
  readonly unit?: string;
  readonly sql: string;
};
export type AlarmRule = {
  readonly on: string;
  readonly above?: number;
  readonly below?: number;
  readonly severity: 'critical' | 'major' | 'minor' | 'warning';
};

export type Theme = {
  readonly id: string;
  readonly title: Words;
  /** Least grade that may read its collections. */
  readonly access: Grade;
  readonly attribution: Words;
  /** Name of the icon in the viewer's family. */
  readonly icon: string;
  /** Place in legend and layer tree, ascending, in tens; of its own, so that no theme need know the others. */
  readonly order: number;
  readonly collections: readonly Collection[];
  readonly kpis?: readonly Kpi[];
  readonly alarms?: readonly AlarmRule[];
};

/** `properties` holds the fields of the collection's own grade. */
export type PropertiesColumn = 'properties' | `${Exclude<Grade, 'public'>}_properties`;

/** The least grade that may read items of the collection at all. */
export function collectionGrade(theme: Theme, collection: Collection): Grade {
  return collection.access ?? theme.access;
}

/** The least grade that may read the field; its collection's where it names none. */
export function fieldGrade(theme: Theme, collection: Collection, field: Field): Grade {
  return field.access ?? collectionGrade(theme, collection);
}

/** Column of the generic table that holds a field: apart by grade, so that a column grant hides it. */
export function propertiesColumn(theme: Theme, collection: Collection, field: Field): PropertiesColumn {
  const grade = fieldGrade(theme, collection, field);
  return grade === collectionGrade(theme, collection) || grade === 'public'
    ? 'properties'
    : `${grade}_properties`;
}

/** Whether a reader of grade `reader` may read what is protected by `needed`. */
export function mayRead(reader: Grade, needed: Grade): boolean {
  return GRADES.indexOf(reader) >= GRADES.indexOf(needed);
}

const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const FIELD = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;

/**
 * Checks a declaration where it is written, so that a wrong one fails at import and names its fault.
 * @throws Error with the theme's id and what is wrong
 */
export function defineTheme<const T extends Theme>(theme: T): T {
  const fail = (what: string): never => {
    throw new Error(`theme ${theme.id}: ${what}`);
  };
  if (!ID.test(theme.id)) fail('its id must be kebab-case');
  if (theme.collections.length === 0) fail('it declares no collection');
  const ids = theme.collections.map((collection) => collection.id);
  if (new Set(ids).size < ids.length) fail('two of its collections have the same id');
  for (const collection of theme.collections) {
    const fault = faultOf(theme, collection);
    if (fault) fail(`collection ${collection.id}: ${fault}`);
  }
  return theme;
}

/** The first thing that is wrong with a collection's declaration. */
function faultOf(theme: Theme, collection: Collection): string | undefined {
  if (!ID.test(collection.id)) return 'its id must be kebab-case';
  const grade = collectionGrade(theme, collection);
  if (!mayRead(grade, theme.access)) return 'it cannot be less protected than its theme';
  for (const name of fieldsNamedBy(collection)) {
    const field = collection.fields[name];
    if (!field) return `it names the field ${name}, which it does not declare`;
    if (fieldGrade(theme, collection, field) !== grade)
      return `it is drawn or named by ${name}, which not all of its readers may see`;
  }
  for (const [name, field] of Object.entries(collection.fields)) {
    if (!FIELD.test(name)) return `field ${name} must be snake_case`;
    const needed = fieldGrade(theme, collection, field);
    if (!mayRead(needed, grade)) return `field ${name} cannot be less protected than its collection`;
    // One tile serves everybody who may see the collection, and the search answers them all alike.
    if (needed !== grade && (field.inTiles || field.search)) {
      return `field ${name} is ${needed}: it can neither be in tiles nor be searched`;
    }
    if (field.classes && !(field.inTiles && isAscending(field.classes)))
      return `field ${name} has classes: it must be in tiles, and they must ascend`;
    if (field.mask && needed === grade)
      return `field ${name} has a mask, but everybody who reads it may see it`;
  }
  return undefined;
}

function isAscending(values: readonly number[]): boolean {
  return values.every((value, at) => at === 0 || value > (values[at - 1] ?? value));
}

/** The fields that a title template names, in their order. */
export function fieldsOfTitle(template: string): string[] {
  return Array.from(template.matchAll(/\{(\w+)\}/g), ([, name = '']) => name);
}

/** All field names that the rest of the declaration refers to. */
function fieldsNamedBy(collection: Collection): string[] {
  const { label, time, divideBy, heights = [], measure, symbol, titles = [], details = [] } = collection;
  const inTitles = [...titles, ...details].flatMap(({ zh, en }) => [
    ...fieldsOfTitle(zh),
    ...fieldsOfTitle(en),
  ]);
  const named = [label, time, divideBy, ...heights, measure?.sumKm, ...inTitles];
  if ('paint' in symbol && 'by' in symbol.paint) {
    named.push(symbol.paint.by, 'finer' in symbol.paint ? symbol.paint.finer : undefined);
  }
  switch (symbol.kind) {
    case 'line':
      named.push(symbol.widthMetres);
      break;
    case 'extrusion':
      named.push(symbol.height, symbol.base, symbol.floors, symbol.facade, symbol.foot);
      break;
    case 'tube':
      named.push(
        symbol.widthMm,
        symbol.heightMm,
        symbol.wallMm,
        symbol.startDepth,
        symbol.endDepth,
        symbol.depthReference,
        symbol.flow?.direction,
        symbol.flow?.by,
      );
      break;
    case 'shaft':
      named.push(symbol.depth, symbol.sizeMm, symbol.body, symbol.shape);
      break;
    case 'model':
      named.push(symbol.variant, symbol.height, symbol.width, symbol.length, symbol.bearing, symbol.base);
      break;
    case 'bim':
      named.push(symbol.length, symbol.width, symbol.height, symbol.bearing, symbol.ground, symbol.replaces);
      named.push(symbol.record.collection, symbol.record.id);
      break;
    case 'area':
    case 'mark':
    case 'raster':
    case 'none':
      break;
  }
  return named.filter((name) => name !== undefined);
}
