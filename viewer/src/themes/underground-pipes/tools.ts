/** The pipe workbench: its tools in the order in which they are offered. */
import { lazy } from 'react';
import type { ThemeTool } from '../index.ts';

export const tools: readonly ThemeTool[] = [
  {
    id: 'flow',
    title: { zh: '追踪与爆管', en: 'Trace and burst' },
    icon: 'share',
    Panel: lazy(async () => ({ default: (await import('./flow-tool.tsx')).FlowTool })),
  },
  {
    id: 'check',
    title: { zh: '净距检查', en: 'Clearance check' },
    icon: 'distance',
    Panel: lazy(async () => ({ default: (await import('./check-tool.tsx')).CheckTool })),
  },
  {
    id: 'section',
    title: { zh: '横断面', en: 'Cross-section' },
    icon: 'height',
    isTall: true,
    Panel: lazy(async () => ({ default: (await import('./sections/section-tool.tsx')).SectionTool })),
  },
  {
    id: 'profile',
    title: { zh: '纵断面', en: 'Long section' },
    icon: 'profile',
    isTall: true,
    Panel: lazy(async () => ({ default: (await import('./sections/profile-tool.tsx')).ProfileTool })),
  },
  {
    id: 'excavation',
    title: { zh: '开挖', en: 'Excavation' },
    icon: 'area',
    Panel: lazy(async () => ({
      default: (await import('./excavation/excavation-tool.tsx')).ExcavationTool,
    })),
  },
  {
    id: 'plan',
    title: { zh: '拟建管线', en: 'New pipe' },
    icon: 'plus',
    Panel: lazy(async () => ({ default: (await import('./plan/plan-tool.tsx')).PlanTool })),
  },
  {
    id: 'hydraulics',
    title: { zh: '水力计算', en: 'Hydraulics' },
    icon: 'drop',
    Panel: lazy(async () => ({ default: (await import('./hydraulics/hydraulics-tool.tsx')).HydraulicsTool })),
  },
  {
    id: 'statistics',
    title: { zh: '统计', en: 'Statistics' },
    icon: 'chart',
    Panel: lazy(async () => ({ default: (await import('./statistics-tool.tsx')).StatisticsTool })),
  },
];
