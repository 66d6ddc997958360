/** What the person sees of a model and has chosen: the one state of the inspector, and what its link says. */
import { create } from 'zustand';

export type Vec3 = readonly [x: number, y: number, z: number];
/** Where the eye is and what it looks at, metres along the axes of the model. */
export type Eye = { readonly from: Vec3; readonly to: Vec3 };
export type Axis = 'x' | 'y' | 'z';
/** What lies beyond the plane is cut away; turned, what lies before it. */
export type SectionPlane = { readonly axis: Axis; readonly atMetres: number; readonly isTurned: boolean };
/** A moment of a recorded earthquake, drawn so many times larger than it was. */
export type Quake = { readonly id: string; readonly atSeconds: number; readonly times: number };
export type ColourBy = 'material' | 'bearings' | 'parts';
export type InspectorTool = 'select' | 'measure';

export type InspectorState = {
  /** Id of an element. */
  selected: string | null;
  /** Groups and elements that are switched off: see groups.ts. */
  hidden: readonly string[];
  /** Groups and elements that alone are seen; null: all. */
  isolated: readonly string[] | null;
  /** The others are seen through instead of gone. */
  isGhosted: boolean;
  section: SectionPlane | null;
  /** Storeys lifted off each other: 0 as built, 1 far apart. */
  explode: number;
  quake: Quake | null;
  colourBy: ColourBy;
  /** Parts as they were on this day, 2025-06-01; null: as they are. */
  day: string | null;
  tool: InspectorTool;
  /** Of a measurement, at most two. */
  points: readonly Vec3[];
  /** Written by the scene when it comes to rest. */
  eye: Eye | null;
  set: (change: Partial<Omit<InspectorState, 'set'>>) => void;
};

export const useInspector = create<InspectorState>()((set) => ({
  selected: null,
  hidden: [],
  isolated: null,
  isGhosted: true,
  section: null,
  explode: 0,
  quake: null,
  colourBy: 'material',
  day: null,
  tool: 'select',
  points: [],
  eye: null,
  set: (change) => set(change),
}));
