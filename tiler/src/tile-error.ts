/** What a reader of tiles did wrong or may not do; `code` decides the HTTP status. */
export class TileError extends Error {
  readonly code:
    | 'tile-out-of-range'
    | 'layer-unknown'
    | 'layer-forbidden'
    | 'layer-has-no-3d'
    | 'archive-not-built';

  constructor(code: TileError['code'], message: string) {
    super(message);
    this.name = 'TileError';
    this.code = code;
  }
}
