/** What is read from an IFC file, as plain data that goes from one process to another. */

export type Vec3 = readonly [x: number, y: number, z: number];
export type PropertyValue = string | number | boolean | null | readonly PropertyValue[];
/** Property sets and quantity sets by name, in each its values by name. */
export type Sets = Readonly<Record<string, Readonly<Record<string, PropertyValue>>>>;

export type IfcElement = {
  readonly guid: string;
  /** IfcWall */
  readonly class: string;
  readonly name: string;
  readonly type: string;
  readonly tag: string;
  readonly storey: string;
  readonly materials: readonly string[];
  readonly sets: Sets;
  /** Of its box, in the axes of the model, metres: middle of the underside, and size along x, y, z. */
  readonly foot: Vec3;
  readonly size: Vec3;
  /** Place in the list of shapes; null for what is not drawn (a space). */
  readonly shape: number | null;
};

/** A grid of the earth in which the model's origin has a place. */
export type MapConversion = {
  readonly crs: string;
  readonly easting: number;
  readonly northing: number;
  readonly heightMetres: number;
  /** Direction of the model's x axis in the grid, a unit vector. */
  readonly xAxis: readonly [east: number, north: number];
  /** Metres of the grid for a metre of the model. */
  readonly scale: number;
};
export type SitePlace = {
  readonly longitude: number;
  readonly latitude: number;
  readonly heightMetres: number;
  /** Direction of the model's y axis, degrees clockwise from true north. */
  readonly headingDegrees: number;
};

export type ModelFacts = {
  readonly schema: string;
  readonly title: string;
  readonly application: string;
  /** Metres of the file's length unit. */
  readonly metresPerUnit: number;
  readonly mapConversion: MapConversion | null;
  readonly site: SitePlace | null;
  /** Elements by class, those without geometry among them. */
  readonly counts: Readonly<Record<string, number>>;
  readonly withoutGeometry: Readonly<Record<string, number>>;
  readonly warnings: readonly string[];
};

export type IfcReading = {
  readonly facts: ModelFacts;
  readonly elements: readonly IfcElement[];
  /** Encoded element meshes; elements that are alike share one. */
  readonly shapes: readonly Uint8Array[];
};
