/** Planned pipes that belong together, as the query that a link takes along: `name=…&pipe=…&pipe=…&at=0`. */
import {
  readPlannedPipe,
  writePlannedPipe,
  type PlannedPipe,
} from '@twin/gis-data/themes/underground-pipes/planned-pipe.ts';

export type Scenario = {
  readonly name: string;
  /** As a link says it; `pipe` is null where that is no planned pipe. */
  readonly pipes: readonly { readonly text: string; readonly pipe: PlannedPipe | null }[];
  /** The place of the pipe in hand. */
  readonly at: number;
  /** The scenario that it is held against, as a query of its own. */
  readonly against: string | null;
};

/** What the form shows first. Every figure of it is the planner's to change. */
export const FIRST_PIPE: PlannedPipe = {
  name: '',
  class: 'JS',
  subClass: 'JP',
  widthMm: 300,
  heightMm: null,
  wallMm: 0,
  material: 'QM',
  laying: 'ZM',
  coverMetres: 1,
  fallPerMille: null,
  stepMetres: null,
  trenchMetres: 1,
  beddingMetres: null,
  pressureClass: null,
  voltageKv: null,
  line: [],
};

export function scenarioIn(query: URLSearchParams): Scenario {
  const pipes = query.getAll('pipe').map((text) => ({ text, pipe: read(text) }));
  const at = Number(query.get('at') ?? pipes.length - 1);
  return {
    name: query.get('name') ?? '',
    pipes,
    at: Number.isInteger(at) && at >= 0 && at < pipes.length ? at : Math.max(0, pipes.length - 1),
    against: query.get('against'),
  };
}

export function queryOf({ name, pipes, at, against }: Scenario): URLSearchParams {
  const query = new URLSearchParams();
  if (name !== '') query.set('name', name);
  for (const { text } of pipes) query.append('pipe', text);
  if (pipes.length > 1 && at !== pipes.length - 1) query.set('at', String(at));
  if (against !== null) query.set('against', against);
  return query;
}

/** With the pipe in hand changed, or a first one taken in hand. */
export function withPipe(scenario: Scenario, pipe: PlannedPipe): Scenario {
  const written = { text: writePlannedPipe(pipe), pipe };
  return scenario.pipes.length === 0
    ? { ...scenario, pipes: [written], at: 0 }
    : { ...scenario, pipes: scenario.pipes.with(scenario.at, written) };
}

/** Another like the one in hand, not drawn yet. */
export function withAnother(scenario: Scenario): Scenario {
  const like = scenario.pipes[scenario.at]?.pipe ?? FIRST_PIPE;
  const pipe = { ...like, name: '', line: [] };
  return {
    ...scenario,
    pipes: [...scenario.pipes, { text: writePlannedPipe(pipe), pipe }],
    at: scenario.pipes.length,
  };
}

export function withoutPipe(scenario: Scenario): Scenario {
  const pipes = scenario.pipes.toSpliced(scenario.at, 1);
  return { ...scenario, pipes, at: Math.max(0, Math.min(scenario.at, pipes.length - 1)) };
}

/** The question of the scenario: all that is drawn, and what cannot be read, for the server to say why. */
export function questionOf({ pipes }: Scenario): URLSearchParams | undefined {
  const asked = pipes.filter(({ pipe }) => pipe === null || pipe.line.length > 1);
  return asked.length === 0 ? undefined : new URLSearchParams(asked.map(({ text }) => ['pipe', text]));
}

function read(text: string): PlannedPipe | null {
  try {
    return readPlannedPipe(text);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
