/** A sheet as a picture for reports: the browser draws the SVG of the server, with the letters of this computer. */
import { getText } from '../../../http.ts';

const DOTS_PER_INCH = 200;
const CSS_DOTS_PER_INCH = 96;
/** Browsers draw no wider canvas. */
const WIDEST_PIXELS = 16_000;

/** @throws HttpError where the server has no sheet; Error where the browser cannot draw it */
export async function savePng(svgAddress: string, name: string): Promise<void> {
  const svg = URL.createObjectURL(
    new Blob([await getText(svgAddress, 'image/svg+xml')], { type: 'image/svg+xml' }),
  );
  try {
    const image = new Image();
    image.src = svg;
    await image.decode();
    const scale = Math.min(DOTS_PER_INCH / CSS_DOTS_PER_INCH, WIDEST_PIXELS / image.naturalWidth);
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(image.naturalWidth * scale);
    canvas.height = Math.round(image.naturalHeight * scale);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('the browser gives no canvas to draw the sheet on');
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    const png = await new Promise<Blob | null>((done) => {
      canvas.toBlob(done, 'image/png');
    });
    if (!png) throw new Error('the browser cannot make a picture of this size; take the PDF');
    save(png, name);
  } finally {
    URL.revokeObjectURL(svg);
  }
}

function save(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
