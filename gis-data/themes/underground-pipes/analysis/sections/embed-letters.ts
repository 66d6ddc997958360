/**
 * Puts the letters that a drawing needs into its PDF, and no others. The face comes in a hundred files, each with a
 * part of Unicode; a text is written in stretches, each from the file that has its letters.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import subsetFont from 'subset-font';
import type { DrawingItem, Point } from './drawing.ts';

type Text = Extract<DrawingItem, { kind: 'text' }>;
export type Letters = { readonly write: (text: Text, colour: string) => void };

const FACE = '@fontsource-variable/noto-sans-sc';
const WEIGHT = 400;
/** Stands for a letter that the face does not have. */
const MISSING = '□';
const require = createRequire(import.meta.url);

/** @param words every text that will be written, in any order */
export async function embedLetters(document: PDFKit.PDFDocument, words: string): Promise<Letters> {
  const partOf = partsOf(await readRanges());
  const parts = Map.groupBy(new Set(words + MISSING), (letter) => partOf(letter) ?? partOf(MISSING));
  for (const [part, letters] of parts)
    if (part !== undefined) document.registerFont(part, await subset(part, letters.join('')));

  /** Letters of one part that follow each other. */
  const stretchesOf = (text: string): { readonly part: string; letters: string }[] => {
    const stretches: { part: string; letters: string }[] = [];
    for (const letter of text) {
      const known = partOf(letter);
      const part = known ?? partOf(MISSING) ?? '';
      const last = stretches.at(-1);
      const written = known === undefined ? MISSING : letter;
      if (last?.part === part) last.letters += written;
      else stretches.push({ part, letters: written });
    }
    return stretches;
  };

  return {
    write({ text, at, heightMm, align, isUpright }, colour) {
      document.fontSize(heightMm);
      const stretches = stretchesOf(text).map((stretch) => ({
        ...stretch,
        width: document.font(stretch.part).widthOfString(stretch.letters),
      }));
      const width = stretches.reduce((sum, one) => sum + one.width, 0);
      const origin: Point = [at[0], at[1]];
      document.save().translate(...origin);
      if (isUpright) document.rotate(-90);
      document.fillColor(colour);
      let x = align === 'end' ? -width : align === 'middle' ? -width / 2 : 0;
      for (const stretch of stretches) {
        document.font(stretch.part).text(stretch.letters, x, 0, { baseline: 'alphabetic', lineBreak: false });
        x += stretch.width;
      }
      document.restore();
    },
  };
}

async function readRanges(): Promise<Readonly<Record<string, string>>> {
  const ranges: unknown = JSON.parse(await readFile(require.resolve(`${FACE}/unicode.json`), 'utf8'));
  return ranges as Record<string, string>;
}

/** Which part has a letter: `[4]` or `latin`, from `U+3400-34ff,U+4e00`. */
function partsOf(ranges: Readonly<Record<string, string>>): (letter: string) => string | undefined {
  const spans = Object.entries(ranges).flatMap(([part, list]) =>
    list.split(',').map((span) => {
      const [from = '', to = from] = span.replace('U+', '').split('-');
      return { part, from: Number.parseInt(from, 16), to: Number.parseInt(to, 16) };
    }),
  );
  return (letter) => {
    const code = letter.codePointAt(0) ?? 0;
    return spans.find(({ from, to }) => code >= from && code <= to)?.part;
  };
}

async function subset(part: string, letters: string): Promise<Buffer> {
  const file = `${FACE}/files/noto-sans-sc-${part.replaceAll(/[[\]]/g, '')}-wght-normal.woff2`;
  return subsetFont(await readFile(require.resolve(file)), letters, {
    targetFormat: 'sfnt',
    variationAxes: { wght: WEIGHT },
  });
}
