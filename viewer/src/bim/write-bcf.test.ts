import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { writeBcf, type BcfIssue } from './write-bcf.ts';

const ISSUE: BcfIssue = {
  title: 'A-12 <移位>',
  comment: '须复测 "A" & B\u0000',
  author: '质量监督站',
  date: '2026-01-12T08:00:00Z',
  eye: { from: [0, -10, 10], to: [0, 0, 0] },
  fieldDegrees: 38,
  section: { axis: 'z', atMetres: 2.5, isTurned: false },
  selected: ['2uEXaMpLe$_00000000000'],
  visible: { except: ['hidden00000000000000$_'] },
  snapshot: new Uint8Array([1, 2, 3]),
};

describe('a view written as BCF', () => {
  let count = 0;
  const files = unzipSync(writeBcf(ISSUE, () => `id-${(count += 1)}`));
  const text = (name: string): string => strFromU8(files[name] ?? new Uint8Array());

  it('is a topic with its remark, its view and its picture', () => {
    expect(Object.keys(files).toSorted()).toEqual([
      'bcf.version',
      'id-1/markup.bcf',
      'id-1/snapshot.png',
      'id-1/viewpoint.bcfv',
    ]);
    expect(text('bcf.version')).toContain('VersionId="2.1"');
    expect(text('id-1/markup.bcf')).toContain('<Title>A-12 &#60;移位&#62;</Title>');
    expect(text('id-1/markup.bcf')).toContain('<Comment>须复测 &#34;A&#34; &#38; B</Comment>');
    expect([...(files['id-1/snapshot.png'] ?? [])]).toEqual([1, 2, 3]);
  });

  it('looks where the eye looked, upright, and cuts away what was cut away', () => {
    const view = text('id-1/viewpoint.bcfv');
    const numbers = (name: string): number[] =>
      [...(new RegExp(`<${name}>(.*?)</${name}>`).exec(view)?.[1] ?? '').matchAll(/>([-\d.e]+)</g)].map(
        ([, number]) => Number(number),
      );
    const half = Math.SQRT1_2;
    expect(numbers('CameraViewPoint')).toEqual([0, -10, 10]);
    for (const [name, wanted] of [
      ['CameraDirection', [0, half, -half]],
      ['CameraUpVector', [0, half, half]],
    ] as const)
      numbers(name).forEach((number, axis) => expect(number, name).toBeCloseTo(wanted[axis] ?? 0, 9));
    expect(numbers('Location')).toEqual([0, 0, 2.5]);
    expect(numbers('Direction')).toEqual([0, 0, 1]);
    expect(view).toContain('<Selection><Component IfcGuid="2uEXaMpLe$_00000000000"/></Selection>');
    expect(view).toContain(
      '<Visibility DefaultVisibility="true"><Exceptions><Component IfcGuid="hidden00000000000000$_"/></Exceptions>',
    );
  });
});
