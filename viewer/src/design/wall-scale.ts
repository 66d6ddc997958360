/** A wall is read from afar: what stands over the scene is twice as large there. city-page.css has the same query. */
const WALL = '(min-width: 2560px) and (min-height: 1440px)';

export function wallScale(): 1 | 2 {
  return matchMedia(WALL).matches ? 2 : 1;
}
