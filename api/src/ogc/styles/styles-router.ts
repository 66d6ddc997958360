/** `/styles`: one style for the whole city and one for each theme. */
import { Router, type Request } from 'express';
import { themes, type CollectionOfTheme } from '@twin/gis-data/index.ts';
import type { Visitor } from '@twin/gis-data/store/read-as.ts';
import { Problem } from '../../problems.ts';
import { baseOf, onlyParameters, selfLinks, send, type Link } from '../answer.ts';
import { styleDocument } from './style-document.ts';
import { visibleCollections } from '../visible-collections.ts';

const MAPLIBRE = 'application/vnd.mapbox.style+json';
const CITY = { id: 'city', title: '全城 The whole city' } as const;

type Style = { readonly id: string; readonly title: string; readonly entries: readonly CollectionOfTheme[] };

/** Mounted at the root of the OGC API. */
export function createStylesRouter(visitorOf: (request: Request) => Visitor): Router {
  const router = Router();

  router.get('/styles', (request, response) => {
    onlyParameters(request, []);
    const base = baseOf(request);
    send(request, response, '样式 Styles', {
      default: CITY.id,
      links: selfLinks(request),
      styles: stylesFor(visitorOf(request)).map(({ id, title }) => ({
        id,
        title,
        links: [{ href: `${base}/styles/${id}`, rel: 'stylesheet', type: MAPLIBRE }] satisfies Link[],
      })),
    });
  });

  router.get('/styles/:style', (request, response) => {
    onlyParameters(request, []);
    const { style: id } = request.params;
    const style = stylesFor(visitorOf(request)).find((one) => one.id === id);
    if (!style) throw new Problem('style-unknown', `There is no style ${id}; /ogc/styles lists them.`);
    const server = `${request.protocol}://${request.host}`;
    const document = styleDocument(style.title, style.entries, server);
    send(request, response, style.title, document, MAPLIBRE);
  });

  return router;
}

/** Of what the visitor may see; a theme of which that is nothing has no style. */
function stylesFor(visitor: Visitor): Style[] {
  const entries = visibleCollections(visitor);
  const ofThemes = themes.map(({ id, title }) => ({
    id,
    title: `${title.zh} ${title.en}`,
    entries: entries.filter(({ theme }) => theme.id === id),
  }));
  return [{ ...CITY, entries }, ...ofThemes.filter((style) => style.entries.length > 0)];
}
