/** resium's declarations import folders, which this module resolution does not follow: the one hook that is used. */
import type { CesiumWidget } from './cesium.ts';

declare module 'resium' {
  export function useCesium(): { readonly cesiumWidget?: CesiumWidget };
}
