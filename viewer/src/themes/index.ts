/**
 * Themes with tools of their own, in the order of their buttons. Only names are loaded with the page: a workbench comes
 * when it is opened, and each of its tools when it is taken.
 */
import type { ComponentType, LazyExoticComponent } from 'react';
import type { Words } from '@twin/gis-data/theme.ts';
import type { IconName } from '../shell/frame/icon.tsx';

export type Workbench = {
  /** Id of the theme, which is the name of its folder here. */
  readonly theme: string;
  /** It is offered to whoever may see this collection. */
  readonly collection: string;
  readonly title: Words;
  readonly icon: IconName;
  readonly tools: () => Promise<readonly ThemeTool[]>;
};
export type ThemeTool = {
  readonly id: string;
  readonly title: Words;
  readonly icon: IconName;
  /** It shows a drawing, which asks for a tall dock. */
  readonly isTall?: boolean;
  /** Fills the dock below the row of tools; what it draws into the scene it takes back when it goes. */
  readonly Panel: LazyExoticComponent<ComponentType>;
};

export const workbenches: readonly Workbench[] = [
  {
    theme: 'underground-pipes',
    collection: 'pipe-lines',
    title: { zh: '管网分析', en: 'Pipe tools' },
    icon: 'under',
    tools: async () => (await import('./underground-pipes/tools.ts')).tools,
  },
  {
    theme: 'building-energy',
    collection: 'energy-meters',
    title: { zh: '能耗分析', en: 'Energy tools' },
    icon: 'bolt',
    tools: async () => (await import('./building-energy/tools.ts')).tools,
  },
];
