/** What is used here of the package, which declares its types for the browser only. */
declare module 'gdal3.js/node.js' {
  export type GdalDataset = { readonly pointer: number; readonly path: string };
  export type Gdal = {
    open(
      file: string,
      openOptions?: readonly string[],
    ): Promise<{ readonly datasets: readonly GdalDataset[] }>;
    close(dataset: GdalDataset): Promise<void>;
    gdalinfo(dataset: GdalDataset, options?: readonly string[]): Promise<unknown>;
    ogrinfo(dataset: GdalDataset, options?: readonly string[]): Promise<unknown>;
    ogr2ogr(
      dataset: GdalDataset,
      options: readonly string[],
      name: string,
    ): Promise<{ readonly real: string }>;
  };
  export default function initGdalJs(config: {
    /** Folder of the package's own files, relative to the working directory. */
    readonly path: string;
    /** Folder that receives what is converted. */
    readonly dest: string;
    readonly useWorker: false;
    readonly env: { readonly [name: string]: string };
    readonly logHandler: (message: string) => void;
    readonly errorHandler: (message: string) => void;
  }): Promise<Gdal>;
}
