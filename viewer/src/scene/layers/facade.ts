/**
 * The seven façades. Floors and bays are whole numbers on every wall: the tiler writes texture coordinates in cells
 * (one bay wide, one floor high), so a window is never cut.
 */

export type Facade = {
  readonly code: string;
  /** Of the cell: storey height and bay width the tiler fits to the wall, metres. */
  readonly floorMetres: number;
  readonly bayMetres: number;
  /** Window as shares of the cell: width, height, height of the sill. */
  readonly width: number;
  readonly height: number;
  readonly sill: number;
  /** Panes side by side. */
  readonly panes: number;
  /** Glass that takes the tone of its wall: curtain walls and ribbons. */
  readonly tinted: boolean;
  /** Windows that are lit together, bays. */
  readonly litBays: number;
};

/** In the order of the tiles' `facade_index`, which counts from 1. */
export const FACADES: readonly Facade[] = [
  {
    code: 'dwelling',
    floorMetres: 3.1,
    bayMetres: 3.6,
    width: 0.56,
    height: 0.5,
    sill: 0.3,
    panes: 2,
    tinted: false,
    litBays: 1,
  },
  {
    code: 'curtain',
    floorMetres: 4,
    bayMetres: 1.6,
    width: 0.9,
    height: 0.7,
    sill: 0.2,
    panes: 1,
    tinted: true,
    litBays: 1,
  },
  {
    code: 'ribbon',
    floorMetres: 3.7,
    bayMetres: 7.2,
    width: 0.97,
    height: 0.45,
    sill: 0.32,
    panes: 5,
    tinted: true,
    litBays: 2,
  },
  {
    code: 'shop',
    floorMetres: 4.8,
    bayMetres: 4.2,
    width: 0.8,
    height: 0.58,
    sill: 0.2,
    panes: 2,
    tinted: false,
    litBays: 1,
  },
  {
    code: 'school',
    floorMetres: 3.8,
    bayMetres: 4.2,
    width: 0.7,
    height: 0.5,
    sill: 0.3,
    panes: 3,
    tinted: false,
    litBays: 1,
  },
  {
    code: 'blank',
    floorMetres: 6,
    bayMetres: 8,
    width: 0,
    height: 0,
    sill: 0.5,
    panes: 1,
    tinted: false,
    litBays: 1,
  },
  {
    code: 'village',
    floorMetres: 3.2,
    bayMetres: 3,
    width: 0.5,
    height: 0.46,
    sill: 0.32,
    panes: 2,
    tinted: false,
    litBays: 1,
  },
];
