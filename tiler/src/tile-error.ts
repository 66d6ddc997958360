/** What a reader of tiles did wrong or may not do, or what is too much; `code` decides the HTTP status. */
export class TileError extends Error {
  readonly code:
    | 'tile-out-of-range'
    | 'layer-unknown'
    | 'layer-forbidden'
    | 'layer-has-no-3d'
    | 'layer-has-no-pictures'
    | 'layer-has-no-numbers'
    | 'area-too-large'
    | 'format-unknown'
    | 'archive-not-built'
    | 'tile-too-large'
    | 'tile-too-slow'
    | 'busy';

  constructor(code: TileError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TileError';
    this.code = code;
  }
}
