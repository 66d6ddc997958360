/**
 * Runs a water network in EPANET 2.2: pressures and velocities over a time, with links shut or pipes leaking besides what
 * the network says itself. The engine is the original one, compiled to WebAssembly.
 */
import { readFileSync } from 'node:fs';
import {
  ActionCodeType,
  CountType,
  DemandModel,
  InitHydOption,
  LinkProperty,
  LinkStatusType,
  LinkType,
  NodeProperty,
  NodeType,
  Option,
  Project,
  RuleStatus,
  TimeParameter,
} from 'epanet-js';
import { EpanetEngine } from 'epanet-js/engines/v2.2';
import { Workspace } from 'epanet-js/slim';
import { StoreError } from '../../../store/store-error.ts';

/** What is changed before the network runs; ids are the network's own. */
export type Scenario = {
  /** Links that are shut all the time: pipes, valves, pumps. */
  readonly closed: readonly string[];
  /** Water that runs out of a pipe: half of it at each end. */
  readonly leaks: readonly { readonly link: string; readonly litresPerSecond: number }[];
  /** What junctions draw instead of what the network says, before patterns and the factor. */
  readonly demands: readonly { readonly node: string; readonly litresPerSecond: number }[];
  /** Pumps that run at another speed: 1 is that of their curve. */
  readonly speeds: readonly { readonly link: string; readonly speed: number }[];
  /** What all demands are multiplied with. */
  readonly demandFactor: number;
  /** The run ends here at the latest, seconds. */
  readonly mostSeconds: number;
};

export type HydraulicRun = {
  /** Since the network's own start, seconds. */
  readonly times: readonly number[];
  /** Time of day at which it starts, seconds. */
  readonly startsAtSeconds: number;
  readonly nodes: readonly {
    readonly id: string;
    readonly kind: 'junction' | 'reservoir' | 'tank';
    /** Of a junction: all that it draws, before patterns and the factor. */
    readonly demandLitresPerSecond?: number;
    /** By time: metres of water above the node's elevation. */
    readonly pressureMetres: readonly number[];
  }[];
  readonly links: readonly {
    readonly id: string;
    readonly kind: 'pipe' | 'pump' | 'valve';
    /** Ids of its nodes. */
    readonly from: string;
    readonly to: string;
    /** By time; positive from the link's first node to its second. */
    readonly flowLitresPerSecond: readonly number[];
    /** By time; 0 in a pump. */
    readonly velocityMetresPerSecond: readonly number[];
  }[];
  /** What the engine says of its own run, each once, in its words. */
  readonly warnings: readonly string[];
};

const FEET = 0.3048;
/** Litres per second to the engine's flow units by their numbers: CFS, GPM, MGD, IMGD, AFD, LPS, LPM, MLD, CMH, CMD. */
const LITRES_PER_SECOND = [
  28.316846592,
  0.0630901964,
  43.8126363889,
  52.6168042,
  14.2764102,
  1,
  1 / 60,
  11.5740740741,
  1 / 3.6,
  1 / 86.4,
] as const;
/** With units up to this number lengths are feet. */
const LAST_US_UNIT = 4;
/** The smallest that the engine takes between no water and all that is wanted, in its own units of pressure. */
const LEAST_PRESSURE = 0.1;
const PRESSURE_EXPONENT = 0.5;
/** Times and values of a run that are kept; those of a larger one are taken farther apart. */
const MOST_TIMES = 400;
const MOST_VALUES = 2_000_000;
const WARNING = /^\s*WARNING:?\s*/i;

/**
 * @param model an EPANET input file
 * @throws StoreError `network-refused` where the engine cannot read the network, `network-unsolved` where it cannot
 *   balance it, `link-unknown` or `node-unknown` where the scenario names what is not there or cannot do what is asked
 */
export async function runEpanet(model: string, scenario: Scenario): Promise<HydraulicRun> {
  const workspace = await openEngine();
  const project = new Project(workspace);
  workspace.writeFile('network.inp', model);
  const warnings = new Set<string>();
  // The package tells of the engine's warnings there and nowhere else.
  const warn = console.warn;
  console.warn = (...words: unknown[]) => void warnings.add(words.join(' '));
  try {
    open(project, workspace);
    change(project, scenario);
    const run = solve(project, scenario.mostSeconds);
    return { ...run, warnings: [...warnings].map(sentenceOfWarning) };
  } finally {
    console.warn = warn;
    project.close();
  }
}

async function openEngine(): Promise<Workspace> {
  const workspace = new Workspace();
  // Given its bytes: by itself it asks the network for them.
  const wasmBinary = readFileSync(
    new URL('EpanetEngine.wasm', import.meta.resolve('epanet-js/engines/v2.2')),
  );
  await workspace.loadModuleVersion(() => EpanetEngine({ wasmBinary }));
  return workspace;
}

function open(project: Project, workspace: Workspace): void {
  try {
    project.open('network.inp', 'report.txt', 'results.bin');
  } catch (error) {
    project.close();
    const faults = [...workspace.readFile('report.txt').matchAll(/Error \d+:[^\n]*/g)]
      .map(([fault]) => fault.trim())
      .filter((fault) => !/one or more errors/i.test(fault));
    throw new StoreError(
      'network-refused',
      `EPANET refuses the network: ${faults.slice(0, 3).join('; ') || messageOf(error)}.`,
      'Correct the network where the engine says.',
    );
  }
}

function change(project: Project, { closed, leaks, demands, speeds, demandFactor }: Scenario): void {
  for (const { node, litresPerSecond } of demands) draw(project, junctionOf(project, node), litresPerSecond);
  for (const { link, speed } of speeds)
    project.setLinkValue(pumpOf(project, link), LinkProperty.InitSetting, speed);
  const shut = new Set(closed.map((id) => linkOf(project, id)));
  for (const link of shut) {
    // A pipe with a check valve takes no status; without the check valve it does.
    if (project.getLinkType(link) === LinkType.CVPipe)
      project.setLinkType(link, LinkType.Pipe, ActionCodeType.Unconditional);
    project.setLinkValue(link, LinkProperty.InitStatus, LinkStatusType.Closed);
  }
  if (shut.size > 0) keepShut(project, shut);
  if (shut.size + leaks.length > 0) drawOnlyUnderPressure(project);
  project.setOption(Option.DemandMult, project.getOption(Option.DemandMult) * demandFactor);
  const unit = LITRES_PER_SECOND[project.getFlowUnits()] ?? 1;
  const factor = project.getOption(Option.DemandMult);
  for (const { link, litresPerSecond } of leaks) {
    const { node1, node2 } = project.getLinkNodes(linkOf(project, link));
    const ends = [node1, node2].filter((node) => project.getNodeType(node) === NodeType.Junction);
    for (const node of ends)
      project.addDemand(node, litresPerSecond / ends.length / unit / factor, steadyPattern(project), 'leak');
  }
}

/** The first of a junction's demands becomes all that it draws, and keeps its pattern. */
function draw(project: Project, node: number, litresPerSecond: number): void {
  const unit = LITRES_PER_SECOND[project.getFlowUnits()] ?? 1;
  const count = project.getNumberOfDemands(node);
  for (let demand = 1; demand <= count; demand++)
    project.setBaseDemand(node, demand, demand === 1 ? litresPerSecond / unit : 0);
}

function junctionOf(project: Project, id: string): number {
  try {
    const node = project.getNodeIndex(id);
    if (project.getNodeType(node) === NodeType.Junction) return node;
  } catch (error) {
    throw nodeUnknown(id, messageOf(error));
  }
  throw nodeUnknown(id, 'it is a reservoir or a tank');
}

function nodeUnknown(id: string, why: string): StoreError {
  return new StoreError(
    'node-unknown',
    `The network has no junction ${id}.`,
    'Name junctions by the ids that the network gives them; reservoirs and tanks draw nothing.',
    why,
  );
}

function pumpOf(project: Project, id: string): number {
  const link = linkOf(project, id);
  if (project.getLinkType(link) === LinkType.Pump) return link;
  throw new StoreError(
    'link-unknown',
    `The link ${id} is no pump.`,
    'Name a pump by the id that the network gives it.',
  );
}

/** A demand without a pattern follows the network's own; a leak does not know the hour. */
function steadyPattern(project: Project): string {
  const id = 'steady-leak';
  try {
    project.getPatternIndex(id);
  } catch {
    project.addPattern(id);
  }
  return id;
}

function linkOf(project: Project, id: string): number {
  try {
    return project.getLinkIndex(id);
  } catch (error) {
    throw new StoreError(
      'link-unknown',
      `The network has no link ${id}.`,
      'Name pipes, valves and pumps by the ids that the network gives them.',
      messageOf(error),
    );
  }
}

/**
 * By itself the engine brings what is drawn to every tap, through what is shut if need be, with pressures far below zero.
 * Where the scenario may leave taps dry, none of them gives water without pressure.
 */
function drawOnlyUnderPressure(project: Project): void {
  if (project.getDemandModel().type === DemandModel.DDA)
    project.setDemandModel(DemandModel.PDA, 0, LEAST_PRESSURE, PRESSURE_EXPONENT);
}

/** Nothing of what the network controls by itself opens them again. */
function keepShut(project: Project, shut: ReadonlySet<number>): void {
  for (let control = project.getCount(CountType.ControlCount); control > 0; control--)
    if (shut.has(project.getControl(control).linkIndex)) project.deleteControl(control);
  for (let rule = project.getCount(CountType.RuleCount); rule > 0; rule--) {
    const { thenActionCount, elseActionCount } = project.getRule(rule);
    for (let action = 1; action <= thenActionCount; action++) {
      const { linkIndex } = project.getThenAction(rule, action);
      if (shut.has(linkIndex)) project.setThenAction(rule, action, linkIndex, RuleStatus.IsClosed, 0);
    }
    for (let action = 1; action <= elseActionCount; action++) {
      const { linkIndex } = project.getElseAction(rule, action);
      if (shut.has(linkIndex)) project.setElseAction(rule, action, linkIndex, RuleStatus.IsClosed, 0);
    }
  }
}

function solve(project: Project, mostSeconds: number): Omit<HydraulicRun, 'warnings'> {
  const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
  const nodes = numbers(project.getCount(CountType.NodeCount)).map((index) => ({
    index,
    id: project.getNodeId(index),
    kind: nodeKind(project.getNodeType(index)),
    elevation: project.getNodeValue(index, NodeProperty.Elevation),
    ...demandOf(project, index),
    pressureMetres: [] as number[],
  }));
  const links = numbers(project.getCount(CountType.LinkCount)).map((index) => ({
    index,
    id: project.getLinkId(index),
    kind: linkKind(project.getLinkType(index)),
    ...endsOf(project, index),
    flowLitresPerSecond: [] as number[],
    velocityMetresPerSecond: [] as number[],
  }));
  const duration = Math.min(mostSeconds, project.getTimeParameter(TimeParameter.Duration));
  project.setTimeParameter(TimeParameter.Duration, duration);
  const startsAtSeconds = project.getTimeParameter(TimeParameter.StartTime);
  const every = stepBetween(project, duration, nodes.length + 2 * links.length);
  const unit = project.getFlowUnits();
  const litres = LITRES_PER_SECOND[unit] ?? 1;
  const metres = unit <= LAST_US_UNIT ? FEET : 1;
  const times: number[] = [];
  try {
    project.openH();
    project.initH(InitHydOption.NoSave);
    for (let left = 1; left > 0; left = project.nextH()) {
      const time = project.runH();
      if (time % every !== 0 || times.at(-1) === time) continue;
      times.push(time);
      for (const { index, elevation, pressureMetres } of nodes)
        pressureMetres.push((project.getNodeValue(index, NodeProperty.Head) - elevation) * metres);
      for (const { index, flowLitresPerSecond, velocityMetresPerSecond } of links) {
        flowLitresPerSecond.push(project.getLinkValue(index, LinkProperty.Flow) * litres);
        velocityMetresPerSecond.push(project.getLinkValue(index, LinkProperty.Velocity) * metres);
      }
    }
    project.closeH();
  } catch (error) {
    throw new StoreError(
      'network-unsolved',
      `EPANET finds no flow for the network at ${times.at(-1) ?? 0} s: ${messageOf(error)}.`,
      'See whether every demand is joined to a source, and whether what is shut leaves a way for the water.',
    );
  }
  return {
    times,
    startsAtSeconds,
    nodes: nodes.map(({ index: _index, elevation: _elevation, ...node }) => node),
    links: links.map(({ id, kind, from, to, flowLitresPerSecond, velocityMetresPerSecond }) => ({
      id,
      kind,
      from,
      to,
      flowLitresPerSecond,
      velocityMetresPerSecond,
    })),
  };
}

function demandOf(project: Project, node: number): { readonly demandLitresPerSecond?: number } {
  if (project.getNodeType(node) !== NodeType.Junction) return {};
  const unit = LITRES_PER_SECOND[project.getFlowUnits()] ?? 1;
  let sum = 0;
  for (let demand = project.getNumberOfDemands(node); demand > 0; demand--)
    sum += project.getBaseDemand(node, demand);
  return { demandLitresPerSecond: sum * unit };
}

/** The network's own interval of reporting, or a multiple of it. */
function stepBetween(project: Project, duration: number, valuesPerTime: number): number {
  const report = Math.max(1, project.getTimeParameter(TimeParameter.ReportStep));
  const most = Math.max(1, Math.min(MOST_TIMES, Math.floor(MOST_VALUES / valuesPerTime)) - 1);
  return report * Math.max(1, Math.ceil(duration / report / most));
}

function endsOf(project: Project, link: number): { readonly from: string; readonly to: string } {
  const { node1, node2 } = project.getLinkNodes(link);
  return { from: project.getNodeId(node1), to: project.getNodeId(node2) };
}

function nodeKind(type: NodeType): 'junction' | 'reservoir' | 'tank' {
  if (type === NodeType.Reservoir) return 'reservoir';
  return type === NodeType.Tank ? 'tank' : 'junction';
}

function linkKind(type: LinkType): 'pipe' | 'pump' | 'valve' {
  if (type === LinkType.Pipe || type === LinkType.CVPipe) return 'pipe';
  return type === LinkType.Pump ? 'pump' : 'valve';
}

function sentenceOfWarning(said: string): string {
  return said.replace(/^.*\):\s*/, '').replace(WARNING, '');
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
}
