/** Sets of rules for the assembly rate, as data: another province's table is one more entry here. */
import type { Confidence } from '../../limit.ts';
import type { Words } from '../../theme.ts';

export type ItemId =
  | 'vertical'
  | 'horizontal'
  | 'outer-walls'
  | 'outer-walls-integrated'
  | 'partitions'
  | 'partitions-integrated'
  | 'full-fit-out'
  | 'dry-floors'
  | 'kitchens'
  | 'bathrooms'
  | 'separate-pipes';

export type AssemblyItem = {
  readonly id: ItemId;
  readonly group: string;
  readonly title: Words;
  /** Shares between which points rise in a straight line; alike: all points from there on. */
  readonly band: readonly [from: number, to: number];
  readonly points: readonly [low: number, high: number];
  /** How the share is measured in a model; none: a model does not say it, the project declares it. */
  readonly measure?: 'volume' | 'area';
};
export type RuleSet = {
  readonly id: string;
  readonly title: Words;
  readonly standard: string;
  readonly edition: string;
  readonly table: string;
  readonly confidence: Confidence;
  readonly source: string;
  readonly groups: readonly { readonly id: string; readonly title: Words; readonly least: number }[];
  readonly items: readonly AssemblyItem[];
  /** Items of which a prefab building has all points. */
  readonly required: readonly ItemId[];
  readonly leastPercent: number;
  readonly grades: {
    /** A building has a grade only where this share is reached. */
    readonly needs: { readonly item: ItemId; readonly share: number };
    readonly steps: readonly { readonly grade: string; readonly fromPercent: number }[];
  };
};

const GB_51129_2017: RuleSet = {
  id: 'GB-51129-2017',
  title: { zh: '装配式建筑评价标准', en: 'Assessment of prefab buildings' },
  standard: 'GB/T 51129',
  edition: '2017',
  table: '4.0.1',
  confidence: 'M',
  source: 'known, not yet checked against the text; a provincial variant shows the same bands',
  groups: [
    { id: 'structure', title: { zh: '主体结构', en: 'Structure' }, least: 20 },
    { id: 'enclosure', title: { zh: '围护墙和内隔墙', en: 'Walls and partitions' }, least: 10 },
    { id: 'fit-out', title: { zh: '装修和设备管线', en: 'Fit-out and services' }, least: 6 },
  ],
  items: [
    {
      id: 'vertical',
      group: 'structure',
      title: { zh: '柱、承重墙等竖向构件', en: 'Columns, bearing walls' },
      band: [0.35, 0.8],
      points: [20, 30],
      measure: 'volume',
    },
    {
      id: 'horizontal',
      group: 'structure',
      title: { zh: '梁、板、楼梯、阳台', en: 'Beams, slabs, stairs, balconies' },
      band: [0.7, 0.8],
      points: [10, 20],
      measure: 'area',
    },
    {
      id: 'outer-walls',
      group: 'enclosure',
      title: { zh: '非承重围护墙非砌筑', en: 'Outer walls without masonry' },
      band: [0.8, 0.8],
      points: [5, 5],
      measure: 'area',
    },
    {
      id: 'outer-walls-integrated',
      group: 'enclosure',
      title: { zh: '围护墙与保温、隔热、装饰一体化', en: 'Outer walls with insulation and finish' },
      band: [0.5, 0.8],
      points: [2, 5],
    },
    {
      id: 'partitions',
      group: 'enclosure',
      title: { zh: '内隔墙非砌筑', en: 'Partitions without masonry' },
      band: [0.5, 0.5],
      points: [5, 5],
      measure: 'area',
    },
    {
      id: 'partitions-integrated',
      group: 'enclosure',
      title: { zh: '内隔墙与管线、装修一体化', en: 'Partitions with pipes and finish' },
      band: [0.5, 0.8],
      points: [2, 5],
    },
    {
      id: 'full-fit-out',
      group: 'fit-out',
      title: { zh: '全装修', en: 'Full fit-out' },
      band: [1, 1],
      points: [6, 6],
    },
    {
      id: 'dry-floors',
      group: 'fit-out',
      title: { zh: '干式工法楼面、地面', en: 'Dry floors' },
      band: [0.7, 0.7],
      points: [6, 6],
    },
    {
      id: 'kitchens',
      group: 'fit-out',
      title: { zh: '集成厨房', en: 'Integrated kitchens' },
      band: [0.7, 0.9],
      points: [3, 6],
    },
    {
      id: 'bathrooms',
      group: 'fit-out',
      title: { zh: '集成卫生间', en: 'Integrated bathrooms' },
      band: [0.7, 0.9],
      points: [3, 6],
    },
    {
      id: 'separate-pipes',
      group: 'fit-out',
      title: { zh: '管线分离', en: 'Pipes apart from structure' },
      band: [0.5, 0.7],
      points: [4, 6],
    },
  ],
  required: ['full-fit-out'],
  leastPercent: 50,
  grades: {
    needs: { item: 'vertical', share: 0.35 },
    steps: [
      { grade: 'A', fromPercent: 60 },
      { grade: 'AA', fromPercent: 76 },
      { grade: 'AAA', fromPercent: 91 },
    ],
  },
};

export const RULE_SETS: Readonly<Record<string, RuleSet>> = { [GB_51129_2017.id]: GB_51129_2017 };
