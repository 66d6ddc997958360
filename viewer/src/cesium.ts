/**
 * The one place that imports Cesium. `vite.config.ts` resolves the module name `cesium` to this file, so that resium
 * gets the engine alone: the full package brings Knockout, which evaluates strings and would need `unsafe-eval` in
 * the content security policy.
 */
export * from '@cesium/engine';

/**
 * resium names the class at import; it is never made here.
 * @public
 */
// oxlint-disable-next-line typescript/no-extraneous-class -- a class is what resium asks for
export class Viewer {
  constructor() {
    throw new Error('the viewer uses CesiumWidget, not Viewer');
  }
}
