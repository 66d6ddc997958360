/**
 * A building as IFC4X3: project, site and storeys, types with their shape, elements that repeat it, properties,
 * quantities, materials, and the place on earth. Every GlobalId follows from a name, so that two runs give the same bytes.
 */
import type { BuildingPlan } from '@twin/gis-data/demo/building-plan.ts';
import { lonLat, ORIGIN_METRES } from '@twin/gis-data/demo/frame.ts';
import { ifcGuid } from '@twin/gis-data/demo/ifc-guid.ts';
import type { Finish } from './finishes.ts';
import type { Point, Solid, Vec3 } from './solid.ts';
import { DERIVED, enumeration, StepFile, typed, whole, type Ref, type Value } from './step-file.ts';

/** Classes of elements that the models use, with what stands between `Tag` and the end of their attributes. */
const OCCURRENCE = {
  IfcBeam: [],
  IfcBearing: [],
  IfcBuildingElementProxy: [],
  IfcColumn: [],
  IfcCovering: [],
  IfcCurtainWall: [],
  IfcDoor: [null, null],
  IfcElementAssembly: [enumeration('FACTORY')],
  IfcPipeSegment: [],
  IfcPlate: [],
  IfcRailing: [],
  IfcSlab: [],
  IfcSolarDevice: [],
  IfcStairFlight: [null, null, null, null],
  IfcTank: [],
  IfcUnitaryEquipment: [],
  IfcVibrationDamper: [],
  IfcWall: [],
  IfcWindow: [null, null],
} as const satisfies { readonly [name: string]: readonly Value[] };
/** What follows the predefined type, of elements and of their types, where anything does. */
const TAIL: Partial<
  Readonly<Record<ElementClass, { occurrence: readonly Value[]; type: readonly Value[] }>>
> = {
  IfcDoor: { occurrence: [null, null], type: [enumeration('SINGLE_SWING_LEFT'), null, null] },
  IfcWindow: { occurrence: [null, null], type: [enumeration('NOTDEFINED'), null, null] },
};

export type ElementClass = keyof typeof OCCURRENCE;
export type Storey = { readonly elevationMetres: number; readonly placement: Ref; readonly name: string };
/** Text is a label, a number a real, unless the value names its type. */
export type Properties = Readonly<Record<string, Value>>;
export type PropertySet = { readonly name: string; readonly properties: Properties };
/** In m, m², m³ and kg: which it is, is told by the end of a quantity's name. */
export type Quantities = { readonly name: string; readonly values: Readonly<Record<string, number>> };

export type TypeOptions = {
  readonly class: ElementClass;
  /** Unique within its class: asked for again, the type that is there is given. */
  readonly name: string;
  readonly predefined: string;
  readonly solids: () => readonly Solid[];
  readonly sets?: readonly PropertySet[];
};
export type ElementType = {
  readonly options: TypeOptions;
  readonly ref: Ref;
  readonly map: Ref;
  readonly materials: readonly string[];
  readonly elements: Ref[];
};
export type ElementOptions = {
  /** Unique within the model; the GlobalId follows from it unless one is given. */
  readonly name: string;
  readonly guid?: string;
  readonly tag?: string;
  readonly storey: Storey;
  /** In the plan of the building, z above its ground. */
  readonly at: Vec3;
  /** Anticlockwise. */
  readonly turnDegrees?: number;
  readonly sets?: readonly PropertySet[];
  readonly quantities?: Quantities;
};

export type ModelOptions = {
  /** Name of the file, and the beginning of all names from which its GlobalIds follow. */
  readonly key: string;
  readonly title: string;
  readonly plan: BuildingPlan;
  /** 1985 height of the building's ground. */
  readonly groundMetres: number;
  /** Of the header: the same in every run. */
  readonly timestamp: string;
};

export class IfcModel {
  readonly #options: ModelOptions;
  readonly #file = new StepFile();
  readonly #shared = new Map<string, Ref>();
  readonly #guids = new Set<string>();
  readonly #project: Ref;
  readonly #building: Ref;
  readonly #context: Ref;
  readonly #buildingPlacement: Ref;
  readonly #origin: Ref;
  readonly #types = new Map<string, ElementType>();
  readonly #storeys: { readonly storey: Storey; readonly ref: Ref; elements: Ref[]; spaces: Ref[] }[] = [];
  readonly #sets = new Map<PropertySet | Quantities, { readonly ref: Ref; readonly elements: Ref[] }>();
  #relations = 0;

  constructor(options: ModelOptions) {
    this.#options = options;
    const { key, title, plan, groundMetres } = options;
    const middle = plan.place([0, 0]);
    const ahead = plan.place([1, 0]);
    const [longitude, latitude] = lonLat(middle);
    this.#origin = this.#frame([0, 0, 0]);
    const context = this.#add(
      'IfcGeometricRepresentationContext',
      null,
      'Model',
      whole(3),
      1e-5,
      this.#origin,
      null,
    );
    this.#context = this.#add(
      'IfcGeometricRepresentationSubContext',
      'Body',
      'Model',
      DERIVED,
      DERIVED,
      DERIVED,
      DERIVED,
      context,
      null,
      enumeration('MODEL_VIEW'),
      null,
    );
    const crs = this.#add(
      'IfcProjectedCRS',
      'EPSG:4546',
      'CGCS2000 / 3-degree Gauss-Kruger CM 111E',
      'CGCS2000',
      '1985 国家高程基准',
      'Gauss-Kruger',
      'CM 111E',
      null,
    );
    this.#add(
      'IfcMapConversion',
      context,
      crs,
      ORIGIN_METRES.easting + middle[0],
      ORIGIN_METRES.northing + middle[1],
      groundMetres,
      ahead[0] - middle[0],
      ahead[1] - middle[1],
      1,
    );
    const units = (
      [
        ['LENGTHUNIT', 'METRE'],
        ['AREAUNIT', 'SQUARE_METRE'],
        ['VOLUMEUNIT', 'CUBIC_METRE'],
        ['PLANEANGLEUNIT', 'RADIAN'],
      ] as const
    ).map(([kind, name]) => this.#add('IfcSIUnit', DERIVED, enumeration(kind), null, enumeration(name)));
    const kilogram = this.#add(
      'IfcSIUnit',
      DERIVED,
      enumeration('MASSUNIT'),
      enumeration('KILO'),
      enumeration('GRAM'),
    );
    this.#project = this.#add(
      'IfcProject',
      this.#guid('project'),
      null,
      title,
      '演示数据',
      null,
      null,
      null,
      [context],
      this.#add('IfcUnitAssignment', [...units, kilogram]),
    );
    const sitePlacement = this.#add('IfcLocalPlacement', null, this.#origin);
    const site = this.#add(
      'IfcSite',
      this.#guid('site'),
      null,
      '北岸示范区',
      null,
      null,
      sitePlacement,
      null,
      null,
      enumeration('ELEMENT'),
      sexagesimal(latitude),
      sexagesimal(longitude),
      groundMetres,
      null,
      null,
    );
    this.#buildingPlacement = this.#add('IfcLocalPlacement', sitePlacement, this.#origin);
    this.#building = this.#add(
      'IfcBuilding',
      this.#guid('building'),
      null,
      title,
      null,
      null,
      this.#buildingPlacement,
      null,
      key,
      enumeration('ELEMENT'),
      null,
      groundMetres,
      null,
    );
    this.#relate('IfcRelAggregates', this.#project, [site]);
    this.#relate('IfcRelAggregates', site, [this.#building]);
  }

  /** Storeys in their order from below. */
  storey(name: string, elevationMetres: number): Storey {
    const placement = this.#add(
      'IfcLocalPlacement',
      this.#buildingPlacement,
      this.#frame([0, 0, elevationMetres]),
    );
    const ref = this.#add(
      'IfcBuildingStorey',
      this.#guid(`storey/${name}`),
      null,
      name,
      null,
      null,
      placement,
      null,
      null,
      enumeration('ELEMENT'),
      elevationMetres,
    );
    const storey = { name, elevationMetres, placement };
    this.#storeys.push({ storey, ref, elements: [], spaces: [] });
    return storey;
  }

  type(options: TypeOptions): ElementType {
    const { class: kind, name, predefined, sets = [] } = options;
    const known = this.#types.get(`${kind}/${name}`);
    if (known) return known;
    const solids = options.solids();
    const map = this.#add('IfcRepresentationMap', this.#origin, this.#representation(solids));
    const ref = this.#add(
      `${kind}Type`,
      this.#guid(`type/${kind}/${name}`),
      null,
      name,
      null,
      null,
      sets.length > 0 ? sets.map((set) => this.#set(set).ref) : null,
      [map],
      null,
      predefined === 'USERDEFINED' ? name : null,
      enumeration(predefined),
      ...(TAIL[kind]?.type ?? []),
    );
    const materials = [...new Set(solids.map(({ finish }) => finish.material))];
    const type = { options, ref, map, materials, elements: [] };
    this.#types.set(`${kind}/${name}`, type);
    return type;
  }

  element(type: ElementType, options: ElementOptions): void {
    const { name, guid, tag, storey, at, turnDegrees = 0, sets = [], quantities } = options;
    const { class: kind, predefined } = type.options;
    const placement = this.#add(
      'IfcLocalPlacement',
      storey.placement,
      this.#frame([at[0], at[1], at[2] - storey.elevationMetres], turnDegrees),
    );
    const mapped = this.#add('IfcMappedItem', type.map, this.#identity());
    const shape = this.#add('IfcProductDefinitionShape', null, null, [
      this.#add('IfcShapeRepresentation', this.#context, 'Body', 'MappedRepresentation', [mapped]),
    ]);
    const ref = this.#add(
      kind,
      guid === undefined ? this.#guid(name) : this.#own(guid),
      null,
      name,
      null,
      type.options.name,
      placement,
      shape,
      tag ?? null,
      ...OCCURRENCE[kind],
      enumeration(predefined),
      ...(TAIL[kind]?.occurrence ?? []),
    );
    type.elements.push(ref);
    this.#inStorey(storey).elements.push(ref);
    for (const set of sets) this.#set(set).elements.push(ref);
    if (quantities) this.#set(quantities).elements.push(ref);
  }

  /** @param outline in the building's plan */
  space(storey: Storey, name: string, { longName, outline, heightMetres, areaM2 }: SpaceOptions): void {
    const solid = this.#add(
      'IfcExtrudedAreaSolid',
      this.#profile(outline, []),
      this.#origin,
      this.#direction([0, 0, 1]),
      heightMetres,
    );
    const representation = this.#add('IfcShapeRepresentation', this.#context, 'Body', 'SweptSolid', [solid]);
    const ref = this.#add(
      'IfcSpace',
      this.#guid(`space/${name}`),
      null,
      name,
      null,
      null,
      this.#add('IfcLocalPlacement', storey.placement, this.#origin),
      this.#add('IfcProductDefinitionShape', null, null, [representation]),
      longName,
      enumeration('ELEMENT'),
      enumeration('INTERNAL'),
      null,
    );
    this.#inStorey(storey).spaces.push(ref);
    this.#set({
      name: 'Qto_SpaceBaseQuantities',
      values: { NetFloorArea: areaM2, Height: heightMetres, NetVolume: areaM2 * heightMetres },
    }).elements.push(ref);
  }

  /** The whole file. Nothing may be added afterwards. */
  text(): string {
    this.#relate(
      'IfcRelAggregates',
      this.#building,
      this.#storeys.map(({ ref }) => ref),
    );
    for (const { ref, elements, spaces } of this.#storeys) {
      if (spaces.length > 0) this.#relate('IfcRelAggregates', ref, spaces);
      if (elements.length > 0) this.#relation('IfcRelContainedInSpatialStructure', elements, ref);
    }
    for (const { ref, elements } of this.#sets.values())
      if (elements.length > 0) this.#relation('IfcRelDefinesByProperties', elements, ref);
    this.#relateTypes();
    const { key, title, timestamp } = this.#options;
    return this.#file.text([
      `FILE_DESCRIPTION(('ViewDefinition [ReferenceView]'),'2;1');`,
      `FILE_NAME('${key}.ifc','${timestamp}',(''),(''),'hainan-city-twin','hainan-city-twin','${asciiOnly(title)}');`,
      `FILE_SCHEMA(('IFC4X3_ADD2'));`,
    ]);
  }

  #relateTypes(): void {
    const types = [...this.#types.values()];
    this.#relate(
      'IfcRelDeclares',
      this.#project,
      types.map(({ ref }) => ref),
    );
    for (const { ref, elements } of types)
      if (elements.length > 0) this.#relation('IfcRelDefinesByType', elements, ref);
    for (const [names, alike] of Map.groupBy(types, ({ materials }) => materials.join('\n'))) {
      const materials = names.split('\n').map((name) => this.#material(name));
      const [first] = materials;
      const material =
        first && materials.length === 1
          ? first
          : this.#add(
              'IfcMaterialConstituentSet',
              null,
              null,
              materials.map((one) => this.#add('IfcMaterialConstituent', null, null, one, null, null)),
            );
      this.#relation(
        'IfcRelAssociatesMaterial',
        alike.map(({ ref }) => ref),
        material,
      );
    }
  }

  #inStorey(storey: Storey): { elements: Ref[]; spaces: Ref[] } {
    const found = this.#storeys.find((one) => one.storey === storey);
    if (!found) throw new Error(`the storey ${storey.name} belongs to another model`);
    return found;
  }

  #representation(solids: readonly Solid[]): Ref {
    const items = solids.map((solid) => {
      const item = this.#solid(solid);
      this.#add('IfcStyledItem', item, [this.#style(solid.finish)], null);
      return item;
    });
    const kind = solids.some((solid) => solid.kind === 'pipe') ? 'SolidModel' : 'SweptSolid';
    return this.#add('IfcShapeRepresentation', this.#context, 'Body', kind, items);
  }

  #solid(solid: Solid): Ref {
    if (solid.kind === 'pipe') {
      const path = this.#add(
        'IfcPolyline',
        solid.path.map((point) => this.#point(point)),
      );
      return this.#add('IfcSweptDiskSolid', path, solid.radius, null, null, null);
    }
    const up = this.#direction([0, 0, 1]);
    if (solid.kind === 'cylinder') {
      const profile = this.#add('IfcCircleProfileDef', enumeration('AREA'), null, null, solid.radius);
      return this.#add(
        'IfcExtrudedAreaSolid',
        profile,
        this.#along(solid.axis, solid.foot, solid.depth),
        up,
        solid.depth,
      );
    }
    const { axis, from, depth } = solid;
    const foot: Vec3 = axis === 'z' ? [0, 0, from] : axis === 'y' ? [0, from, 0] : [from, 0, 0];
    return this.#add(
      'IfcExtrudedAreaSolid',
      this.#profile(solid.outline, solid.holes),
      this.#along(axis, foot, depth),
      up,
      depth,
    );
  }

  /** The frame in which z points along the axis; along y it has to begin at the far end, so that the profile stands upright. */
  #along(axis: 'x' | 'y' | 'z', [x, y, z]: Vec3, depth: number): Ref {
    if (axis === 'z') return this.#frame([x, y, z]);
    const [location, up, along]: [Vec3, Vec3, Vec3] =
      axis === 'y'
        ? [
            [x, y + depth, z],
            [0, -1, 0],
            [1, 0, 0],
          ]
        : [
            [x, y, z],
            [1, 0, 0],
            [0, 1, 0],
          ];
    return this.#add(
      'IfcAxis2Placement3D',
      this.#point(location),
      this.#direction(up),
      this.#direction(along),
    );
  }

  #profile(outline: readonly Point[], holes: readonly (readonly Point[])[]): Ref {
    const curve = (ring: readonly Point[]): Ref => {
      const points = ring.map((point) => this.#add('IfcCartesianPoint', [...point]));
      return this.#add('IfcPolyline', [...points, ...points.slice(0, 1)]);
    };
    return holes.length === 0
      ? this.#add('IfcArbitraryClosedProfileDef', enumeration('AREA'), null, curve(outline))
      : this.#add(
          'IfcArbitraryProfileDefWithVoids',
          enumeration('AREA'),
          null,
          curve(outline),
          holes.map((hole) => curve(hole)),
        );
  }

  #frame(at: Vec3, turnDegrees = 0): Ref {
    const turn = (turnDegrees * Math.PI) / 180;
    const along = turnDegrees === 0 ? null : this.#direction([Math.cos(turn), Math.sin(turn), 0]);
    return this.#add('IfcAxis2Placement3D', this.#point(at), along && this.#direction([0, 0, 1]), along);
  }

  #identity(): Ref {
    return this.#once('identity', () =>
      this.#add('IfcCartesianTransformationOperator3D', null, null, this.#point([0, 0, 0]), 1, null),
    );
  }

  #point(at: Vec3): Ref {
    return this.#add('IfcCartesianPoint', [...at]);
  }

  #direction(to: Vec3): Ref {
    return this.#once(`direction ${to.join(' ')}`, () => this.#add('IfcDirection', [...to]));
  }

  #material(name: string): Ref {
    return this.#once(`material ${name}`, () => this.#add('IfcMaterial', name, null, null));
  }

  #style({ material, colour, transparency = 0 }: Finish): Ref {
    return this.#once(`style ${material} ${colour}`, () => {
      const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
      const rgb = this.#add('IfcColourRgb', null, red ?? 0, green ?? 0, blue ?? 0);
      const shading = this.#add(
        'IfcSurfaceStyleRendering',
        rgb,
        transparency,
        null,
        null,
        null,
        null,
        null,
        null,
        enumeration('NOTDEFINED'),
      );
      return this.#add('IfcSurfaceStyle', material, enumeration('BOTH'), [shading]);
    });
  }

  #set(set: PropertySet | Quantities): { readonly ref: Ref; readonly elements: Ref[] } {
    const known = this.#sets.get(set);
    if (known) return known;
    const name = `set/${this.#sets.size}`;
    const ref =
      'values' in set
        ? this.#add(
            'IfcElementQuantity',
            this.#guid(name),
            null,
            set.name,
            null,
            null,
            Object.entries(set.values).map(([quantity, value]) =>
              this.#add(`IfcQuantity${measureOf(quantity)}`, quantity, null, null, value, null),
            ),
          )
        : this.#add(
            'IfcPropertySet',
            this.#guid(name),
            null,
            set.name,
            null,
            Object.entries(set.properties).map(([property, value]) =>
              Array.isArray(value)
                ? this.#add('IfcPropertyListValue', property, null, value.map(nominal), null)
                : this.#add('IfcPropertySingleValue', property, null, nominal(value), null),
            ),
          );
    const made = { ref, elements: [] };
    this.#sets.set(set, made);
    return made;
  }

  /** A relation whose one side is the whole and whose other its parts. */
  #relate(kind: 'IfcRelAggregates' | 'IfcRelDeclares', relating: Ref, related: readonly Ref[]): void {
    this.#add(kind, this.#guid(`relation/${this.#relations++}`), null, null, null, relating, related);
  }

  #relation(kind: string, related: readonly Ref[], relating: Ref): void {
    this.#add(kind, this.#guid(`relation/${this.#relations++}`), null, null, null, related, relating);
  }

  #guid(name: string): string {
    return this.#own(ifcGuid(`${this.#options.key}/${name}`));
  }

  #own(guid: string): string {
    if (this.#guids.has(guid)) throw new Error(`${this.#options.key}: the GlobalId ${guid} is given twice`);
    this.#guids.add(guid);
    return guid;
  }

  #once(key: string, make: () => Ref): Ref {
    const ref = this.#shared.get(key) ?? make();
    this.#shared.set(key, ref);
    return ref;
  }

  #add(entity: string, ...attributes: readonly Value[]): Ref {
    return this.#file.add(entity, ...attributes);
  }
}

type SpaceOptions = {
  readonly longName: string;
  readonly outline: readonly Point[];
  readonly heightMetres: number;
  readonly areaM2: number;
};

/** Degrees, minutes, seconds and millionths of a second. */
function sexagesimal(degrees: number): Value {
  const millionths = Math.round(degrees * 3600e6);
  return [
    Math.floor(millionths / 3600e6),
    Math.floor(millionths / 60e6) % 60,
    Math.floor(millionths / 1e6) % 60,
    millionths % 1e6,
  ].map(whole);
}

function measureOf(quantity: string): string {
  return /(Area|Volume|Weight)$/.exec(quantity)?.[0] ?? 'Length';
}

function nominal(value: Value): Value {
  if (typeof value === 'string') return typed('IfcLabel', value);
  if (typeof value === 'number') return typed('IfcReal', value);
  if (typeof value === 'boolean') return typed('IfcBoolean', value);
  return value;
}

/** The header is read by programs that know no \X2\. */
function asciiOnly(text: string): string {
  return text.replace(/[^\x20-\x7e]+|'/g, '').trim();
}
