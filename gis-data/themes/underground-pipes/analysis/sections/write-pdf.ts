/** A drawing as a PDF page of its own size, with its letters embedded: it looks the same wherever it is opened. */
import PdfDocument from 'pdfkit';
import type { Drawing, DrawingItem, Point } from './drawing.ts';
import { BODY, DASHES_MM, drawingColour, INK, LINE_MM } from './drawing-colours.ts';
import { embedLetters, type Letters } from './embed-letters.ts';

const POINTS_PER_MM = 72 / 25.4;

export async function writePdf({ title, widthMm, heightMm, items }: Drawing): Promise<Uint8Array> {
  const document = new PdfDocument({
    size: [widthMm * POINTS_PER_MM, heightMm * POINTS_PER_MM],
    margin: 0,
    info: { Title: title },
    lang: 'zh-CN',
  });
  const bytes = collected(document);
  const words = items.flatMap((item) => (item.kind === 'text' ? [item.text] : [])).join('');
  const letters = await embedLetters(document, words);
  document.scale(POINTS_PER_MM);
  for (const item of items) draw(document, item, letters);
  document.end();
  return bytes;
}

function draw(document: PDFKit.PDFDocument, item: DrawingItem, letters: Letters): void {
  const colour = drawingColour(item.layer);
  const body = (): void => {
    document.lineWidth(BODY.lineMm).fillOpacity(BODY.opacity).fillAndStroke(colour, INK).fillOpacity(1);
  };
  switch (item.kind) {
    case 'line':
      outline(document, item.points);
      document.lineWidth(item.widthMm ?? LINE_MM);
      if (item.isDashed) document.dash(DASHES_MM[0], { space: DASHES_MM[1] });
      document.stroke(colour).undash();
      return;
    case 'area':
      outline(document, item.corners);
      document.closePath();
      body();
      return;
    case 'ellipse':
      document.ellipse(item.at[0], item.at[1], item.radii[0], item.radii[1]);
      body();
      return;
    case 'rectangle':
      document.rect(item.at[0], item.at[1], item.size[0], item.size[1]);
      body();
      return;
    case 'text':
      letters.write(item, colour);
  }
}

function outline(document: PDFKit.PDFDocument, [first, ...rest]: readonly Point[]): void {
  if (!first) return;
  document.moveTo(first[0], first[1]);
  for (const [x, y] of rest) document.lineTo(x, y);
}

function collected(document: PDFKit.PDFDocument): Promise<Uint8Array> {
  return new Promise((done, fail) => {
    const parts: Uint8Array[] = [];
    document.on('data', (part: Uint8Array) => parts.push(part));
    document.on('end', () => done(Buffer.concat(parts)));
    document.on('error', fail);
  });
}
