/** The energy workbench: its tools in the order in which they are offered. */
import { lazy } from 'react';
import type { ThemeTool } from '../index.ts';

export const tools: readonly ThemeTool[] = [
  {
    id: 'map',
    title: { zh: '用电时空图', en: 'Use over time' },
    icon: 'bolt',
    Panel: lazy(async () => ({ default: (await import('./use-map-tool.tsx')).UseMapTool })),
  },
  {
    id: 'savings',
    title: { zh: '节能量', en: 'Savings' },
    icon: 'target',
    Panel: lazy(async () => ({ default: (await import('./saving-map-tool.tsx')).SavingMapTool })),
  },
];
