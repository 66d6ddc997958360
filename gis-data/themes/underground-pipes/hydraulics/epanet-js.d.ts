/** What is used here of the package, whose own types name files that the compiler does not find. */
declare module 'epanet-js/slim' {
  export class Workspace {
    loadModuleVersion(engine: () => Promise<unknown>): Promise<void>;
    writeFile(path: string, text: string): void;
    readFile(path: string): string;
  }
}

declare module 'epanet-js/engines/v2.2' {
  export function EpanetEngine(options: { readonly wasmBinary: Uint8Array }): Promise<unknown>;
}

declare module 'epanet-js' {
  import type { Workspace } from 'epanet-js/slim';

  export enum CountType {
    NodeCount,
    LinkCount,
    ControlCount,
    RuleCount,
  }
  export enum NodeType {
    Junction,
    Reservoir,
    Tank,
  }
  export enum LinkType {
    CVPipe,
    Pipe,
    Pump,
  }
  export enum NodeProperty {
    Elevation,
    Head,
  }
  export enum LinkProperty {
    InitStatus,
    InitSetting,
    Flow,
    Velocity,
  }
  export enum LinkStatusType {
    Closed,
    Open,
  }
  export enum RuleStatus {
    IsClosed,
  }
  export enum TimeParameter {
    Duration,
    ReportStep,
    StartTime,
  }
  export enum Option {
    DemandMult,
  }
  export enum InitHydOption {
    NoSave,
  }
  export enum DemandModel {
    DDA,
    PDA,
  }
  export enum ActionCodeType {
    Unconditional,
  }

  /** Indexes begin at 1. */
  export class Project {
    constructor(workspace: Workspace);
    open(input: string, report: string, output: string): void;
    close(): void;
    openH(): void;
    initH(option: InitHydOption): void;
    /** @returns the time, seconds */
    runH(): number;
    /** @returns seconds to the next time, 0 at the end */
    nextH(): number;
    closeH(): void;
    getCount(what: CountType): number;
    /** By its number in the order CFS, GPM, MGD, IMGD, AFD, LPS, LPM, MLD, CMH, CMD. */
    getFlowUnits(): number;
    getOption(option: Option): number;
    setOption(option: Option, value: number): void;
    getTimeParameter(parameter: TimeParameter): number;
    setTimeParameter(parameter: TimeParameter, seconds: number): void;
    getDemandModel(): { readonly type: DemandModel };
    /** Pressures in the network's own units: none below the first, all that is wanted from the second on. */
    setDemandModel(type: DemandModel, none: number, all: number, exponent: number): void;
    getNodeId(node: number): string;
    getNodeType(node: number): NodeType;
    getNodeValue(node: number, property: NodeProperty): number;
    /** A junction's demands have numbers from 1 on. */
    getNumberOfDemands(node: number): number;
    getBaseDemand(node: number, demand: number): number;
    setBaseDemand(node: number, demand: number, base: number): void;
    getNodeIndex(id: string): number;
    addDemand(node: number, base: number, pattern: string, name: string): void;
    getPatternIndex(id: string): number;
    /** Of one period, with the factor 1. */
    addPattern(id: string): void;
    getLinkId(link: number): string;
    getLinkIndex(id: string): number;
    getLinkType(link: number): LinkType;
    setLinkType(link: number, type: LinkType, action: ActionCodeType): number;
    getLinkNodes(link: number): { readonly node1: number; readonly node2: number };
    getLinkValue(link: number, property: LinkProperty): number;
    setLinkValue(link: number, property: LinkProperty, value: number): void;
    getControl(control: number): { readonly linkIndex: number };
    deleteControl(control: number): void;
    getRule(rule: number): { readonly thenActionCount: number; readonly elseActionCount: number };
    getThenAction(rule: number, action: number): { readonly linkIndex: number };
    getElseAction(rule: number, action: number): { readonly linkIndex: number };
    setThenAction(rule: number, action: number, link: number, status: RuleStatus, setting: number): void;
    setElseAction(rule: number, action: number, link: number, status: RuleStatus, setting: number): void;
  }
}
