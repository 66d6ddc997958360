/** The bands that a picture needs, by name. */
import type { Picture } from '../theme.ts';
import { bandsOfExpression, parseBandExpression } from './band-expression.ts';

/** @throws SyntaxError for an expression that is none */
export function bandsOfPicture(picture: Picture): string[] {
  switch (picture.as) {
    case 'colour':
      return [picture.red, picture.green, picture.blue];
    case 'ramp':
      return bandsOfExpression(parseBandExpression(picture.value));
    case 'palette':
      return [picture.code];
  }
}
