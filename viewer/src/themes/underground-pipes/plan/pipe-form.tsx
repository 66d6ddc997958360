/** What the pipe in hand is and how it is to lie: every figure is the planner's. */
import {
  PIPE_CLASSES,
  PIPE_LAYINGS,
  PIPE_MATERIALS,
  PIPE_SUB_CLASSES,
  PRESSURE_CLASSES,
  type PipeSubClass,
} from '@twin/gis-data/themes/underground-pipes/codes.ts';
import { classOfSubClass } from '@twin/gis-data/themes/underground-pipes/feature-code.ts';
import {
  LONGEST_NAME,
  PLANNED_RANGES,
  type PlannedPipe,
} from '@twin/gis-data/themes/underground-pipes/planned-pipe.ts';
import type { Words } from '@twin/gis-data/theme.ts';
import { Segments } from '../../../shell/frame/segments.tsx';
import { useWords } from '../../../words/use-words.ts';
import { NumberField } from '../number-field.tsx';
import { PLAN_WORDS as WORDS } from './plan-words.ts';
import { TextField } from './text-field.tsx';

/** What stands in a field that is not given yet. */
const FIRST = { heightMm: 600, fallPerMille: 3 } as const;
/** What nobody has to say. */
const OPTIONAL: readonly (keyof typeof PLANNED_RANGES)[] = ['stepMetres', 'beddingMetres', 'voltageKv'];
const SUB_CLASSES = Object.keys(PIPE_SUB_CLASSES) as PipeSubClass[]; // the keys of the list

export function PipeForm({
  pipe,
  stepMetres,
  onChange,
}: {
  readonly pipe: PlannedPipe;
  /** As the answer has it. */
  readonly stepMetres: number | undefined;
  readonly onChange: (pipe: PlannedPipe) => void;
}) {
  const { of } = useWords();
  const change = (next: Partial<PlannedPipe>): void => onChange({ ...pipe, ...next });
  const isBox = pipe.heightMm !== null;
  const isFalling = pipe.fallPerMille !== null;
  return (
    <div className="plan-form" role="group" aria-label={of(WORDS.planned)}>
      <select
        className="list-choice"
        aria-label={of(WORDS.kind)}
        value={pipe.subClass}
        onChange={({ target }) => {
          const subClass = SUB_CLASSES.find((one) => one === target.value) ?? pipe.subClass;
          const pipeClass = classOfSubClass(subClass);
          change({
            subClass,
            class: pipeClass,
            ...(pipeClass === 'RQ' ? {} : { pressureClass: null }),
            ...(pipeClass === 'DL' ? {} : { voltageKv: null }),
          });
        }}
      >
        {Object.entries(PIPE_CLASSES).map(([code, words]) => (
          <optgroup key={code} label={of(words)}>
            {SUB_CLASSES.filter((sub) => classOfSubClass(sub) === code).map((sub) => (
              <option key={sub} value={sub}>
                {of(PIPE_SUB_CLASSES[sub])}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      <Segments
        label={of(WORDS.section)}
        value={isBox ? 'box' : 'round'}
        choices={[
          ['round', of(WORDS.round)],
          ['box', of(WORDS.box)],
        ]}
        onChange={(section) =>
          change({ heightMm: section === 'box' ? (pipe.heightMm ?? FIRST.heightMm) : null })
        }
      />
      <Figure
        title={isBox ? WORDS.width : WORDS.diameter}
        unit="mm"
        name="widthMm"
        pipe={pipe}
        change={change}
      />
      {isBox && <Figure title={WORDS.height} unit="mm" name="heightMm" pipe={pipe} change={change} />}
      <Figure title={WORDS.wall} unit="mm" name="wallMm" pipe={pipe} change={change} />
      <Codes
        title={WORDS.material}
        codes={PIPE_MATERIALS}
        value={pipe.material}
        onChange={(material) => material && change({ material })}
      />
      <Codes
        title={WORDS.laying}
        codes={PIPE_LAYINGS}
        value={pipe.laying}
        onChange={(laying) => laying && change({ laying })}
      />
      {pipe.class === 'RQ' && (
        <Codes
          title={WORDS.pressure}
          codes={PRESSURE_CLASSES}
          value={pipe.pressureClass}
          none={WORDS.notSaid}
          onChange={(pressureClass) => change({ pressureClass })}
        />
      )}
      {pipe.class === 'DL' && (
        <Figure title={WORDS.voltage} unit="kV" name="voltageKv" pipe={pipe} change={change} />
      )}
      <Figure title={WORDS.cover} unit="m" name="coverMetres" pipe={pipe} change={change} />
      <Segments
        label={of(WORDS.course)}
        value={isFalling ? 'fall' : 'ground'}
        choices={[
          ['ground', of(WORDS.withGround)],
          ['fall', of(WORDS.falling)],
        ]}
        onChange={(course) =>
          change({ fallPerMille: course === 'fall' ? (pipe.fallPerMille ?? FIRST.fallPerMille) : null })
        }
      />
      {isFalling && <Figure title={WORDS.fall} unit="‰" name="fallPerMille" pipe={pipe} change={change} />}
      <Figure
        title={WORDS.step}
        unit="m"
        name="stepMetres"
        pipe={pipe}
        change={change}
        otherwise={stepMetres}
      />
      <Figure title={WORDS.trench} unit="m" name="trenchMetres" pipe={pipe} change={change} />
      <Figure title={WORDS.bedding} unit="m" name="beddingMetres" pipe={pipe} change={change} />
      <TextField
        title={of(WORDS.name)}
        value={pipe.name}
        most={LONGEST_NAME}
        onChange={(name) => change({ name: name.replaceAll('_', ' ') })}
      />
    </div>
  );
}

function Figure({
  title,
  unit,
  name,
  pipe,
  change,
  otherwise,
}: {
  readonly title: Words;
  readonly unit: string;
  readonly name: keyof typeof PLANNED_RANGES;
  readonly pipe: PlannedPipe;
  readonly change: (next: Partial<PlannedPipe>) => void;
  /** What holds where nothing is given. */
  readonly otherwise?: number | undefined;
}) {
  const { of } = useWords();
  const [least, most] = PLANNED_RANGES[name];
  return (
    <NumberField
      title={of(title)}
      unit={unit}
      least={least}
      most={most}
      value={pipe[name] ?? otherwise}
      onChange={(value) => change({ [name]: value })}
      onClear={OPTIONAL.includes(name) ? () => change({ [name]: null }) : undefined}
    />
  );
}

function Codes<K extends string>({
  title,
  codes,
  value,
  none,
  onChange,
}: {
  readonly title: Words;
  readonly codes: Readonly<Record<K, Words>>;
  readonly value: K | null;
  /** What it is called when none is chosen; without it one must be. */
  readonly none?: Words;
  readonly onChange: (value: K | null) => void;
}) {
  const { of } = useWords();
  const all = Object.keys(codes) as K[]; // the keys of the list
  return (
    <select
      className="list-choice"
      aria-label={of(title)}
      value={value ?? ''}
      onChange={({ target }) => onChange(all.find((code) => code === target.value) ?? null)}
    >
      {none && <option value="">{`${of(title)} ${of(none)}`}</option>}
      {all.map((code) => (
        <option key={code} value={code}>
          {of(codes[code])}
        </option>
      ))}
    </select>
  );
}
