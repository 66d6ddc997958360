import { describe, expect, it } from 'vitest';
import { DERIVED, enumeration, StepFile, textOf, typed, whole } from './step-file.ts';

describe('the text of a STEP file', () => {
  it('writes every number as a real, unless it is said to be whole', () => {
    expect(textOf(3)).toBe('3.');
    expect(textOf(-0.25)).toBe('-0.25');
    expect(textOf(1e-9)).toBe('0.');
    expect(textOf(whole(3))).toBe('3');
    expect(() => textOf(Number.NaN)).toThrow('NaN');
  });

  it('writes what is not ASCII as UTF-16, and doubles quotes and backslashes', () => {
    expect(textOf("it's")).toBe("'it''s'");
    expect(textOf('a\\b')).toBe("'a\\\\b'");
    expect(textOf('柱 A')).toBe("'\\X2\\67F1\\X0\\ A'");
    expect(textOf('𠀀')).toBe("'\\X2\\D840DC00\\X0\\'");
  });

  it('marks enumerations, typed values, what is derived and what is missing', () => {
    expect(textOf([enumeration('METRE'), typed('IfcLabel', 'x'), DERIVED, null, true])).toBe(
      "(.METRE.,IFCLABEL('x'),*,$,.T.)",
    );
  });

  it('numbers its lines, so that later ones name earlier ones', () => {
    const file = new StepFile();
    const point = file.add('IfcCartesianPoint', [0, 0]);
    file.add('IfcAxis2Placement2D', point, null);
    expect(file.text([])).toContain('#1=IFCCARTESIANPOINT((0.,0.));\n#2=IFCAXIS2PLACEMENT2D(#1,$);\n');
  });
});
