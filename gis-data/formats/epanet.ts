/**
 * EPANET 2.2 input files: junctions, reservoirs, tanks, pumps and valves become points of a water network, pipes its
 * lines. Everything is in SI units afterwards, whatever the file's. A network that the engine would refuse is refused.
 */
import { StoreError } from '../store/store-error.ts';
import type { FileFacts, Format, SourceItem } from './format.ts';
import { lengthOf, middleOf, type Position } from './path.ts';

const FEET = 0.3048;
const INCHES_MM = 25.4;
/** Flow units of the US system; with them lengths are feet and diameters inches. */
const US_FLOW_UNITS = new Set(['CFS', 'GPM', 'MGD', 'IMGD', 'AFD']);
const SI_FLOW_UNITS = new Set(['LPS', 'LPM', 'MLD', 'CMH', 'CMD', 'CMS']);
/** The engine's own, for a file that names none. */
const DEFAULT_FLOW_UNIT = 'GPM';
const SECTION = /^\s*\[(\w+)\]?/;
/** The engine matches sections by their first letters: all of these, and whatever follows. */
const SECTIONS = [
  'TITL',
  'JUNC',
  'RESE',
  'TANK',
  'PIPE',
  'PUMP',
  'VALV',
  'OPTI',
  'COOR',
  'VERT',
  'END',
] as const;
type Section = (typeof SECTIONS)[number];
const VALVE_TYPES = new Set(['PRV', 'PSV', 'PBV', 'FCV', 'TCV', 'GPV', 'PCV']);
/** Scale of a drawing agrees with the lengths of its pipes to within this: it is drawn in that unit. */
const SCALE_TOLERANCE = 0.1;
const FAULTS_SHOWN = 5;

export const epanet: Format = {
  id: 'epanet',
  title: 'EPANET',
  recognises: (head) => /^\s*\[(TITLE|JUNCTIONS|RESERVOIRS|PIPES|OPTIONS|TANKS)\]/im.test(head),
  read,
};

type Node = {
  readonly id: string;
  readonly line: number;
  readonly kind: 'junction' | 'reservoir' | 'tank';
  readonly values: readonly string[];
};
type Link = {
  readonly id: string;
  readonly line: number;
  readonly kind: 'pipe' | 'pump' | 'valve';
  readonly from: string;
  readonly to: string;
  readonly values: readonly string[];
};

async function* read(bytes: AsyncIterable<Buffer>): AsyncGenerator<readonly SourceItem[], FileFacts> {
  const network = new Network();
  let line = 0;
  let rest = '';
  let text = '';
  for await (const chunk of bytes) {
    text = rest + chunk.toString();
    const parts = text.split(/\r\n|\r|\n/);
    rest = parts.pop() ?? '';
    for (const part of parts) network.take(part, ++line);
  }
  if (rest !== '') network.take(rest, ++line);
  network.check();
  yield network.items();
  return network.facts();
}

class Network {
  #section: Section | 'other' | undefined;
  #flowUnit: string | undefined;
  readonly #nodes = new Map<string, Node>();
  readonly #links = new Map<string, Link>();
  readonly #coordinates = new Map<string, Position>();
  readonly #vertices = new Map<string, Position[]>();
  readonly #faults: string[] = [];
  #ended = false;

  take(raw: string, line: number): void {
    const name = SECTION.exec(raw)?.[1]?.toUpperCase();
    if (name !== undefined) {
      this.#section = SECTIONS.find((section) => name.startsWith(section)) ?? 'other';
      if (this.#section === 'END') this.#ended = true;
      return;
    }
    const words = (raw.split(';')[0] ?? '')
      .trim()
      .split(/[\s,"]+/)
      .filter((word) => word !== '');
    if (words.length === 0 || this.#ended) return;
    switch (this.#section) {
      case 'JUNC':
        this.#node('junction', '[JUNCTIONS]', words, line, raw);
        break;
      case 'RESE':
        this.#node('reservoir', '[RESERVOIRS]', words, line, raw);
        break;
      case 'TANK':
        this.#node('tank', '[TANKS]', words, line, raw);
        break;
      case 'PIPE':
        this.#link('pipe', '[PIPES]', words, line);
        break;
      case 'PUMP':
        this.#link('pump', '[PUMPS]', words, line);
        break;
      case 'VALV':
        this.#link('valve', '[VALVES]', words, line);
        break;
      case 'OPTI':
        if (/^UNITS$/i.test(words[0] ?? '')) this.#units(words[1] ?? '', line);
        break;
      case 'COOR':
        this.#position('[COORDINATES]', words, line, (id, at) => this.#coordinates.set(id, at));
        break;
      case 'VERT':
        this.#position('[VERTICES]', words, line, (id, at) => {
          const known = this.#vertices.get(id);
          if (known) known.push(at);
          else this.#vertices.set(id, [at]);
        });
        break;
      case undefined:
      case 'TITL':
      case 'END':
      case 'other':
        break;
    }
  }

  /** @throws StoreError `network-broken` with the first faults, each with its section and line */
  check(): void {
    for (const link of this.#links.values()) {
      const section = `[${link.kind.toUpperCase()}S]`;
      for (const end of [link.from, link.to]) {
        if (!this.#nodes.has(end))
          this.#fault(section, link.line, `${link.id} ends at ${end}, which is no node of the file`);
      }
      if (link.from === link.to)
        this.#fault(section, link.line, `${link.id} begins and ends at ${link.from}`);
    }
    if (this.#nodes.size === 0) this.#faults.push('it has no nodes');
    else if (![...this.#nodes.values()].some((node) => node.kind !== 'junction'))
      this.#faults.push('it has no reservoir or tank, so no water enters it');
    if (this.#faults.length === 0) return;
    const more = this.#faults.length - FAULTS_SHOWN;
    throw new StoreError(
      'network-broken',
      `The network is broken: ${this.#faults.slice(0, FAULTS_SHOWN).join('; ')}${more > 0 ? `; and ${more} more` : ''}.`,
      'Correct the file: EPANET itself refuses it.',
    );
  }

  items(): SourceItem[] {
    return [
      ...[...this.#nodes.values()].map((node) => this.#pointOf(node)),
      ...[...this.#links.values()].map((link) => this.#itemOf(link)),
    ];
  }

  facts(): FileFacts {
    const unit = this.#flowUnit ?? DEFAULT_FLOW_UNIT;
    const notes = [
      `${this.#us ? 'US units (feet, inches)' : 'SI units'} by the flow unit ${unit}${this.#flowUnit ? '' : ', which EPANET assumes where a file names none'}`,
      'an EPANET network has no depths: none is stored',
      'elevations are those of the hydraulic model, as the network gives them',
    ];
    return { coordinates: 'plan', plan: this.#plan(), hydraulic: true, notes };
  }

  get #us(): boolean {
    return !SI_FLOW_UNITS.has(this.#flowUnit ?? DEFAULT_FLOW_UNIT);
  }

  /** The drawing's unit is told by the lengths that its pipes have beside how long they are drawn. */
  #plan(): { metresPerUnit: number; why: string } {
    const ratios = [...this.#links.values()]
      .flatMap((link) => {
        const drawn = lengthOf(this.#pathOf(link) ?? []);
        const length = Number(link.values[0]) * (this.#us ? FEET : 1);
        return link.kind === 'pipe' && drawn > 0 && length > 0 ? [length / drawn] : [];
      })
      .toSorted((a, b) => a - b);
    const median = ratios[Math.floor(ratios.length / 2)] ?? 1;
    for (const [unit, metres] of [
      ['metres', 1],
      ['feet', FEET],
    ] as const) {
      if (Math.abs(median / metres - 1) < SCALE_TOLERANCE) {
        return {
          metresPerUnit: metres,
          why: `its coordinates are ${unit}: pipes are drawn as long as their stated lengths`,
        };
      }
    }
    return {
      metresPerUnit: median,
      why: `its drawing is to no scale; one unit is taken for ${median.toPrecision(3)} m, so that the stated lengths of pipes are met in the median`,
    };
  }

  #units(word: string, line: number): void {
    const unit = word.toUpperCase();
    if (US_FLOW_UNITS.has(unit) || SI_FLOW_UNITS.has(unit)) this.#flowUnit = unit;
    else this.#fault('[OPTIONS]', line, `${word || 'nothing'} is no flow unit`);
  }

  #node(kind: Node['kind'], section: string, words: readonly string[], line: number, raw: string): void {
    const [id = '', ...values] = words;
    const known = this.#nodes.get(id);
    if (known) this.#fault(section, line, `the node ${id} is there already, in line ${known.line}`);
    // A junction without an elevation lies at 0, by the engine's own rule; a number must be one.
    if (values[0] !== undefined && !Number.isFinite(Number(values[0])))
      this.#fault(section, line, `${values[0]} is no number (${raw.trim().slice(0, 40)})`);
    if (kind !== 'junction' && values[0] === undefined)
      this.#fault(section, line, `the ${kind} ${id} has no level`);
    this.#nodes.set(id, { id, line, kind, values });
  }

  #link(kind: Link['kind'], section: string, words: readonly string[], line: number): void {
    const [id = '', from = '', to = '', ...values] = words;
    const known = this.#links.get(id);
    if (known) this.#fault(section, line, `the link ${id} is there already, in line ${known.line}`);
    if (to === '') this.#fault(section, line, `${id} names no two nodes`);
    const numbers = kind === 'pipe' ? values.slice(0, 3) : kind === 'valve' ? values.slice(0, 1) : [];
    if (kind === 'pipe' && numbers.length < 3)
      this.#fault(section, line, `${id} lacks length, diameter or roughness`);
    const wrong = numbers.find((value) => !(Number(value) > 0));
    if (wrong !== undefined)
      this.#fault(section, line, `${id} has ${wrong} where a positive number must stand`);
    if (kind === 'valve' && !VALVE_TYPES.has((values[1] ?? '').toUpperCase()))
      this.#fault(section, line, `${values[1] ?? 'nothing'} is no type of valve`);
    this.#links.set(id, { id, line, kind, from, to, values });
  }

  #position(
    section: string,
    words: readonly string[],
    line: number,
    store: (id: string, at: Position) => void,
  ): void {
    const [id = '', x, y] = words;
    const at = [Number(x ?? Number.NaN), Number(y ?? Number.NaN)] as const;
    if (at.every(Number.isFinite)) store(id, at);
    else this.#fault(section, line, `${id} has no two numbers`);
  }

  #fault(section: string, line: number, what: string): void {
    this.#faults.push(`${section} line ${line}: ${what}`);
  }

  #pointOf({ id, line, kind, values }: Node): SourceItem {
    const [level, ...others] = values;
    const metres = level === undefined ? 0 : Number(level) * (this.#us ? FEET : 1);
    const at = this.#coordinates.get(id);
    return {
      feature: {
        place: `[${kind.toUpperCase()}S] line ${line}`,
        key: id,
        collection: 'pipe-points',
        geometry: at ? { type: 'Point', coordinates: at } : null,
        properties: {
          class: 'JS',
          point_no: id,
          ...(kind === 'junction'
            ? { elevation_metres: metres, ...named(['demand', 'pattern'], others) }
            : { appurtenance: kind }),
          ...(kind === 'reservoir' && { head_metres: metres, ...named(['pattern'], others) }),
          ...(kind === 'tank' && {
            elevation_metres: metres,
            ...named(
              ['initial_level', 'minimum_level', 'maximum_level', 'diameter', 'minimum_volume'],
              others,
            ),
          }),
        },
      },
    };
  }

  #itemOf(link: Link): SourceItem {
    const { id, line, kind, from, to, values } = link;
    const path = this.#pathOf(link);
    const place = `[${kind.toUpperCase()}S] line ${line}`;
    if (kind === 'pipe') {
      const [length, diameter, ...others] = values;
      return {
        feature: {
          place,
          key: id,
          collection: 'pipe-lines',
          geometry: path ? { type: 'LineString', coordinates: path } : null,
          properties: {
            class: 'JS',
            start_point: from,
            end_point: to,
            length_metres: Number(length) * (this.#us ? FEET : 1),
            width_mm: Math.round(Number(diameter) * (this.#us ? INCHES_MM : 1)),
            ...named(['roughness', 'minor_loss', 'initial_status'], others),
          },
        },
      };
    }
    const [diameter, type, ...others] = values;
    return {
      feature: {
        // Nodes and links may have the same ids.
        place,
        key: `${kind}-${id}`,
        collection: 'pipe-points',
        geometry: path ? { type: 'Point', coordinates: middleOf(path) } : null,
        properties: {
          class: 'JS',
          point_no: id,
          appurtenance: kind,
          from_node: from,
          to_node: to,
          ...(kind === 'valve'
            ? {
                diameter_mm: Math.round(Number(diameter) * (this.#us ? INCHES_MM : 1)),
                valve_type: type,
                ...named(['setting', 'minor_loss'], others),
              }
            : { parameters: values.join(' ') }),
        },
      },
    };
  }

  #pathOf({ id, from, to }: Link): Position[] | undefined {
    const [start, end] = [this.#coordinates.get(from), this.#coordinates.get(to)];
    return start && end && [start, ...(this.#vertices.get(id) ?? []), end];
  }
}

function named(names: readonly string[], values: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name, index) => (values[index] === undefined ? [] : [[name, values[index]]])),
  );
}
