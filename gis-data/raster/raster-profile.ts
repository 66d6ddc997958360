/** What the tiler has to know of an image without opening it; kept beside it in the store. */
import type { Affine, Crs } from '../coordinates/crs.ts';

export const SAMPLE_TYPES = {
  uint8: Uint8Array,
  int8: Int8Array,
  uint16: Uint16Array,
  int16: Int16Array,
  uint32: Uint32Array,
  int32: Int32Array,
  float32: Float32Array,
  float64: Float64Array,
} as const;
export type SampleType = keyof typeof SAMPLE_TYPES;

export type RasterProfile = {
  /** Cells. */
  readonly width: number;
  readonly height: number;
  /** From (column, row), whole at the corners of cells and counted from the upper left, to the coordinates of the CRS. */
  readonly transform: Affine;
  readonly bands: readonly RasterBand[];
  readonly sampleType: SampleType;
  /** Value that stands for none; NaN is none always. */
  readonly nodata: number | null;
  /** `#RRGGBB` or `#RRGGBBAA` by code, where the file has a table. */
  readonly palette: readonly string[] | null;
};

export type RasterBand = {
  /** `red`, `nir`, `elevation`; `alpha`: above 0 the cell is valid. */
  readonly name: string;
  /** Of a sample of the valid cells; null: there is none. */
  readonly statistics: BandStatistics | null;
};

export type BandStatistics = {
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** 2nd and 98th percentile: what a picture shows from dark to bright. */
  readonly low: number;
  readonly high: number;
};

export type PlacedProfile = RasterProfile & { readonly crs: Pick<Crs, 'name' | 'proj'> };
