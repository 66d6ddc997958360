/** What every reader of a file format gives: features as the file has them, and what the file says of itself. */

export type SourceFeature = {
  /** Where in the file, for a person: `feature 12, line 40`. */
  readonly place: string;
  /** The file's own id of the feature. */
  readonly key?: string;
  /** A GeoJSON geometry in the file's own coordinates; unchecked, because the file may hold anything. */
  readonly geometry: unknown;
  readonly properties: Readonly<Record<string, unknown>>;
  /** It has no geometry of its own: it is the line between the two items that it refers to. */
  readonly between?: true;
  /** Collection that the format itself knows the feature to belong to (a network's pipes). */
  readonly collection?: string;
};

/** Something of the file that could not be taken; `code` is stable, `reason` a sentence. */
export type Rejection = { readonly place: string; readonly code: string; readonly reason: string };

export type SourceItem = { readonly feature: SourceFeature } | { readonly rejection: Rejection };

export type FileFacts = {
  /** CRS that the file names, as `EPSG:32632`. */
  readonly crs?: string;
  /** What a file without a named CRS means by the format's own rule; `unknown`: it says nothing. */
  readonly coordinates: 'degrees' | 'unknown' | 'plan';
  /** Metres to one unit of a plan that has no place on earth, and how that is known. */
  readonly plan?: { readonly metresPerUnit: number; readonly why: string };
  /** It is a table of a pipe survey: its checks are made. */
  readonly survey?: true;
  /** It is a hydraulic model, which is kept whole beside its features: they are not all of it. */
  readonly hydraulic?: true;
  /** Sentences for the report: what was assumed because the file does not say it. */
  readonly notes: readonly string[];
};

export type ReadOptions = {
  /** Columns of the coordinates where their names do not tell. */
  readonly xColumn?: string | undefined;
  readonly yColumn?: string | undefined;
};

export type Format = {
  readonly id: string;
  readonly title: string;
  /** @param head the first characters of the file, decoded */
  readonly recognises: (head: string) => boolean;
  /**
   * @param bytes UTF-8
   * @returns batches of items; at the end what the file says of itself
   * @throws StoreError when the file as a whole cannot be taken: truncated, broken, of another kind
   */
  readonly read: (
    bytes: AsyncIterable<Buffer>,
    options: ReadOptions,
  ) => AsyncGenerator<readonly SourceItem[], FileFacts>;
};
