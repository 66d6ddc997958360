/** What each demo part has been through: state after state up to the one of its register, with who, where and which paper. */
import type { Position } from 'geojson';
import type { Row } from '../../demo/district.ts';
import { must } from '../../demo/line.ts';
import { boundsOf, ringOf } from '../../demo/polygon.ts';
import { lonLat } from '../../demo/frame.ts';
import { PART_STATES } from './codes.ts';

type State = keyof typeof PART_STATES;
/** Days that a part is made and put up, or is to be. */
export type Planned = { readonly produced: string; readonly erected: string };
export type PartPlaces = {
  readonly factory: Position;
  readonly road: Position;
  readonly site: Position;
  readonly office: Position;
};
type Step = {
  readonly from: keyof Planned;
  readonly days: number;
  readonly actor: string;
  readonly location: string;
  readonly at: keyof PartPlaces;
  /** Of the paper that goes with it. */
  readonly paper?: string;
};

const DAY_MS = 86_400_000;
const DESIGNER = '海南建筑设计(演示)';
const FACTORY = '琼北装配式构件厂(演示)';
const CARRIER = '北岸运输(演示)';
const BUILDER = '琼北建工(演示)';
const SUPERVISOR = '正道监理(演示)';
const STEPS: { readonly [S in State]?: Step } = {
  designed: { from: 'produced', days: -62, actor: DESIGNER, location: '深化设计', at: 'office', paper: 'SH' },
  scheduled: { from: 'produced', days: -9, actor: FACTORY, location: '计划室', at: 'factory', paper: 'PC' },
  cast: { from: 'produced', days: 0, actor: FACTORY, location: '2号生产线', at: 'factory', paper: 'YB' },
  cured: { from: 'produced', days: 2, actor: FACTORY, location: '养护窑', at: 'factory' },
  inspected: { from: 'produced', days: 9, actor: FACTORY, location: '质检区', at: 'factory', paper: 'HG' },
  stocked: { from: 'produced', days: 10, actor: FACTORY, location: '堆场', at: 'factory' },
  shipped: { from: 'erected', days: -2, actor: FACTORY, location: '出厂磅房', at: 'factory', paper: 'FH' },
  'in-transit': { from: 'erected', days: -2, actor: CARRIER, location: '绕城公路', at: 'road' },
  received: { from: 'erected', days: -1, actor: BUILDER, location: '进场验收', at: 'site', paper: 'JC' },
  installed: { from: 'erected', days: 0, actor: BUILDER, location: '楼面', at: 'site', paper: 'DZ' },
  joined: { from: 'erected', days: 2, actor: BUILDER, location: '楼面', at: 'site', paper: 'GJ' },
  accepted: { from: 'erected', days: 20, actor: SUPERVISOR, location: '楼面', at: 'site', paper: 'YS' },
};
const IN_ORDER = Object.keys(STEPS) as State[];
/** The last state before the side state, and what was found. */
const ASIDE: Partial<Readonly<Record<State, { readonly after: State; readonly finding: string }>>> = {
  rework: { after: 'joined', finding: '板侧裂缝宽 0.3 mm,须修补复验' },
  scrapped: { after: 'in-transit', finding: '卸车磕碰断角,报废重做' },
};
/** A broken piece was made earlier than the one that replaced it, which went up on time. */
const SCRAPPED_DAYS_BEFORE = 9;

export function partPlaces(buildings: readonly Row[], tower: Row): PartPlaces {
  const middle = (row: Row): Position => {
    const { minX, maxX, minY, maxY } = boundsOf(ringOf(row.geom));
    return lonLat([(minX + maxX) / 2, (minY + maxY) / 2]);
  };
  const site = middle(tower);
  const factory = middle(must(buildings.find((row) => row['use'] === 'industrial')));
  const office = middle(must(buildings.find((row) => row['use'] === 'office')));
  const [x = 0, y = 0] = site;
  const [fromX = 0, fromY = 0] = factory;
  return { site, factory, office, road: [(x + fromX) / 2, (y + fromY) / 2] };
}

export function partLife(part: Row, planned: Planned, places: PartPlaces): Row[] {
  const state = String(part['state']) as State;
  const aside = ASIDE[state];
  const reached = IN_ORDER.slice(0, IN_ORDER.indexOf(aside?.after ?? state) + 1);
  const shift = state === 'scrapped' ? -SCRAPPED_DAYS_BEFORE : 0;
  const dated = reached.map((one) => {
    const step = must(STEPS[one]);
    return {
      state: one,
      step,
      on: dayAfter(planned[step.from], step.days + (step.from === 'erected' ? shift : 0)),
    };
  });
  const last = must(dated.at(-1));
  return [...dated, ...(aside ? [{ state, step: must(STEPS.received), on: dayAfter(last.on, 1) }] : [])].map(
    ({ state: one, step, on }, index) => ({
      id: `${part.id}.${String(index + 1).padStart(2, '0')}`,
      part: part.id,
      state: one,
      happened_on: on,
      actor: step.actor,
      location: one === 'installed' ? String(part['location_no']) : step.location,
      finding: one === state && aside ? aside.finding : null,
      document: step.paper === undefined ? null : paperOf(step.paper, part, on),
      geom: { type: 'Point', coordinates: places[step.at] },
    }),
  );
}

/** Made papers are by batch, those of the site by the day. */
function paperOf(kind: string, part: Row, on: string): string {
  const batch = part['batch'];
  return ['YB', 'HG'].includes(kind) && typeof batch === 'string'
    ? `${kind}-${batch}`
    : `${kind}-${on.replaceAll('-', '')}`;
}

function dayAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}
