/**
 * SWMM 5 input files: junctions, outfalls, storages and dividers become points of a drainage network, conduits its
 * lines with section and inverts; pumps, orifices, weirs and outlets stand as points in the middle of their links.
 * Everything is in SI units afterwards.
 */
import { StoreError } from '../store/store-error.ts';
import type { FileFacts, Format, SourceItem } from './format.ts';
import { middleOf, type Position } from './path.ts';

const FEET = 0.3048;
const US_FLOW_UNITS = new Set(['CFS', 'GPM', 'MGD']);
const SI_FLOW_UNITS = new Set(['CMS', 'LPS', 'MLD']);
/** The engine's own, for a file that names none. */
const DEFAULT_FLOW_UNIT = 'CFS';
const SECTION = /^\s*\[(\w+)\]?/;
const FAULTS_SHOWN = 5;
/** Shapes of a conduit whose second number is the width beside the height. */
const RECTANGULAR = /^RECT_/;
/** Nodes by their section, and the words of the theme for them. */
const NODES: { readonly [section: string]: string } = {
  JUNCTIONS: 'manhole',
  OUTFALLS: 'outfall',
  STORAGE: 'tank',
  DIVIDERS: 'manhole',
};
const DEVICES: { readonly [section: string]: string } = {
  PUMPS: 'pump',
  ORIFICES: 'orifice',
  WEIRS: 'weir',
  OUTLETS: 'outlet',
};

export const swmm: Format = {
  id: 'swmm',
  title: 'SWMM',
  recognises: (head) =>
    /^\s*\[(?:CONDUITS|SUBCATCHMENTS|SUBAREAS|OUTFALLS|XSECTIONS|RAINGAGES|EVAPORATION)\]/im.test(head),
  read,
};

type Words = readonly string[];
type Entry = { readonly section: string; readonly line: number; readonly words: Words };

async function* read(bytes: AsyncIterable<Buffer>): AsyncGenerator<readonly SourceItem[], FileFacts> {
  const network = new Network();
  let line = 0;
  let rest = '';
  for await (const chunk of bytes) {
    const parts = (rest + chunk.toString()).split(/\r\n|\r|\n/);
    rest = parts.pop() ?? '';
    for (const part of parts) network.take(part, ++line);
  }
  network.take(rest, ++line);
  network.check();
  yield network.items();
  return network.facts();
}

class Network {
  #section = '';
  readonly #options = new Map<string, string>();
  readonly #nodes = new Map<string, Entry>();
  readonly #links = new Map<string, Entry>();
  readonly #shapes = new Map<string, Words>();
  readonly #coordinates = new Map<string, Position>();
  readonly #vertices = new Map<string, Position[]>();
  readonly #faults: string[] = [];
  #subcatchments = 0;

  take(raw: string, line: number): void {
    const name = SECTION.exec(raw)?.[1]?.toUpperCase();
    if (name !== undefined) {
      this.#section = name;
      return;
    }
    const words = (raw.split(';')[0] ?? '').trim().split(/\s+/);
    const [id = '', second = '', third = ''] = words;
    if (id === '') return;
    const section = this.#section;
    if (Object.hasOwn(NODES, section)) this.#add(this.#nodes, { section, line, words });
    else if (section === 'CONDUITS' || Object.hasOwn(DEVICES, section))
      this.#add(this.#links, { section, line, words });
    else if (section === 'OPTIONS') this.#options.set(id.toUpperCase(), second.toUpperCase());
    else if (section === 'XSECTIONS') this.#shapes.set(id, words.slice(1));
    else if (section === 'SUBCATCHMENTS') this.#subcatchments++;
    else if (section === 'COORDINATES' || section === 'VERTICES') {
      const at = [Number(second || Number.NaN), Number(third || Number.NaN)] as const;
      if (!at.every(Number.isFinite)) this.#fault(section, line, `${id} has no two numbers`);
      else if (section === 'COORDINATES') this.#coordinates.set(id, at);
      else this.#vertices.set(id, [...(this.#vertices.get(id) ?? []), at]);
    }
  }

  /** @throws StoreError `network-broken` with the first faults, each with its section and line */
  check(): void {
    for (const { section, line, words } of this.#links.values()) {
      const [id = '', from = '', to = '', length] = words;
      for (const end of [from, to])
        if (!this.#nodes.has(end))
          this.#fault(section, line, `${id} ends at ${end || 'nothing'}, which is no node of the file`);
      if (section !== 'CONDUITS') continue;
      if (!(Number(length) > 0))
        this.#fault(section, line, `${id} has ${length ?? 'nothing'} for its length`);
      if (!this.#shapes.has(id)) this.#fault(section, line, `${id} has no cross-section in [XSECTIONS]`);
    }
    for (const { section, line, words } of this.#nodes.values())
      if (!Number.isFinite(Number(words[1] ?? Number.NaN)))
        this.#fault(section, line, `${words[0]} has no invert level`);
    const unit = this.#options.get('FLOW_UNITS') ?? DEFAULT_FLOW_UNIT;
    if (!US_FLOW_UNITS.has(unit) && !SI_FLOW_UNITS.has(unit)) this.#faults.push(`${unit} is no flow unit`);
    if (this.#nodes.size === 0) this.#faults.push('it has no nodes');
    if (this.#faults.length === 0) return;
    const more = this.#faults.length - FAULTS_SHOWN;
    throw new StoreError(
      'network-broken',
      `The network is broken: ${this.#faults.slice(0, FAULTS_SHOWN).join('; ')}${more > 0 ? `; and ${more} more` : ''}.`,
      'Correct the file: SWMM itself refuses it.',
    );
  }

  items(): SourceItem[] {
    return [
      ...[...this.#nodes.values()].map((node) => this.#pointOf(node)),
      ...[...this.#links.values()].map((link) =>
        link.section === 'CONDUITS' ? this.#conduitOf(link) : this.#deviceOf(link),
      ),
    ];
  }

  facts(): FileFacts {
    const unit = this.#options.get('FLOW_UNITS');
    return {
      coordinates: 'plan',
      notes: [
        `${this.#metres === 1 ? 'SI' : 'US'} units by the flow unit ${unit ?? `${DEFAULT_FLOW_UNIT}, which SWMM assumes where a file names none`}`,
        'the network is drainage (PS); whether of rain or sewage the file does not say: --set sub_class=YS or WS',
        ...(this.#subcatchments > 0
          ? [`${this.#subcatchments} subcatchments are passed over: no theme holds them`]
          : []),
      ],
    };
  }

  get #metres(): number {
    return SI_FLOW_UNITS.has(this.#options.get('FLOW_UNITS') ?? DEFAULT_FLOW_UNIT) ? 1 : FEET;
  }

  #add(into: Map<string, Entry>, found: Entry): void {
    const [id = ''] = found.words;
    const known = into.get(id);
    if (known) this.#fault(found.section, found.line, `${id} is there already, in line ${known.line}`);
    into.set(id, found);
  }

  #fault(section: string, line: number, what: string): void {
    this.#faults.push(`[${section}] line ${line}: ${what}`);
  }

  /** Level of the invert, and depth below the cover where the file gives it; metres. */
  #levelsOf(id: string): { invert: number; depth: number | undefined } {
    const { section, words } = this.#nodes.get(id) ?? { section: '', words: [] };
    const depth = section === 'JUNCTIONS' || section === 'STORAGE' ? Number(words[2] ?? 0) : 0;
    return {
      invert: Number(words[1]) * this.#metres,
      depth: depth > 0 ? depth * this.#metres : undefined,
    };
  }

  #pointOf({ section, line, words }: Entry): SourceItem {
    const [id = ''] = words;
    const { invert, depth } = this.#levelsOf(id);
    const at = this.#coordinates.get(id);
    return {
      feature: {
        place: `[${section}] line ${line}`,
        key: id,
        collection: 'pipe-points',
        geometry: at ? { type: 'Point', coordinates: at } : null,
        properties: {
          class: 'PS',
          point_no: id,
          appurtenance: NODES[section],
          elevation_metres: invert,
          ...(depth !== undefined && { depth_metres: depth, ground_elevation_metres: invert + depth }),
          ...(section === 'OUTFALLS' && words[2] !== undefined && { outfall_type: words[2] }),
          ...(section === 'STORAGE' && { storage_curve: words.slice(4).join(' ') }),
        },
      },
    };
  }

  #conduitOf({ section, line, words }: Entry): SourceItem {
    const [id = '', from = '', to = '', length, roughness, inOffset = '0', outOffset = '0'] = words;
    const [shape = '', ...sizes] = this.#shapes.get(id) ?? [];
    const [first = 0, second = 0] = sizes.map((size) => Math.round(Number(size) * this.#metres * 1000));
    const path = this.#pathOf(id, from, to);
    const end = (node: string, offset: string): { elevation: number; depth: number | undefined } => {
      const { invert, depth } = this.#levelsOf(node);
      const raised =
        this.#options.get('LINK_OFFSETS') === 'ELEVATION' && offset !== '*'
          ? Number(offset) * this.#metres - invert
          : (Number(offset) || 0) * this.#metres;
      return { elevation: invert + raised, depth: depth === undefined ? undefined : depth - raised };
    };
    const [start, stop] = [end(from, inOffset), end(to, outOffset)];
    const rectangular = RECTANGULAR.test(shape.toUpperCase());
    return {
      feature: {
        place: `[${section}] line ${line}`,
        key: id,
        collection: 'pipe-lines',
        geometry: path ? { type: 'LineString', coordinates: path } : null,
        properties: {
          class: 'PS',
          start_point: from,
          end_point: to,
          length_metres: Number(length) * this.#metres,
          section: rectangular ? 'rectangular' : 'round',
          ...(first > 0 && (rectangular ? { width_mm: second, height_mm: first } : { width_mm: first })),
          start_elevation_metres: start.elevation,
          end_elevation_metres: stop.elevation,
          elevation_reference: 'invert',
          ...(start.depth !== undefined && { start_depth_metres: start.depth }),
          ...(stop.depth !== undefined && { end_depth_metres: stop.depth }),
          roughness,
          shape,
        },
      },
    };
  }

  #deviceOf({ section, line, words }: Entry): SourceItem {
    const [id = '', from = '', to = '', ...others] = words;
    const kind = DEVICES[section];
    const path = this.#pathOf(id, from, to);
    return {
      feature: {
        place: `[${section}] line ${line}`,
        // Nodes and links may have the same ids.
        key: `${kind}-${id}`,
        collection: 'pipe-points',
        geometry: path ? { type: 'Point', coordinates: middleOf(path) } : null,
        properties: {
          class: 'PS',
          point_no: id,
          ...(kind === 'pump' ? { appurtenance: kind } : { device: kind }),
          from_node: from,
          to_node: to,
          parameters: others.join(' '),
        },
      },
    };
  }

  #pathOf(id: string, from: string, to: string): Position[] | undefined {
    const [start, end] = [this.#coordinates.get(from), this.#coordinates.get(to)];
    return start && end && [start, ...(this.#vertices.get(id) ?? []), end];
  }
}
