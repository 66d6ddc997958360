/** The OpenAPI 3.0 description of the OGC API, made from the registry: what it does not name is refused. */
import type { CollectionOfTheme } from '@twin/gis-data/index.ts';
import type { Grade } from '@twin/gis-data/theme.ts';
import { GEOJSON } from './answer.ts';
import { MERGE_PATCH } from './items/editing/editing-routes.ts';
import { EXPORTS } from './items/exports/exports.ts';
import { schemaOf } from './items/field-schema.ts';
import { DEFAULT_LIMIT, MAX_LIMIT } from './items/plan-items-query.ts';
import { queryablesOf } from './items/queryables.ts';
import { CRS84, REFERENCE_SYSTEMS } from './reference-systems.ts';
import { MVT } from './tiles/tileset-document.ts';

type Json = Readonly<Record<string, unknown>>;

const SYSTEM = {
  type: 'string',
  format: 'uri',
  enum: REFERENCE_SYSTEMS.map(({ uri }) => uri),
  default: CRS84.uri,
};
const PROBLEM = {
  description: 'A problem document',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/problem' } } },
};

const PARAMETERS: Json = {
  f: query(
    'f',
    { type: 'string', enum: ['json', 'html', ...Object.keys(EXPORTS)] },
    'Format of the answer, before what the Accept header asks for; json and html everywhere, the others of items',
  ),
  bbox: query(
    'bbox',
    {
      type: 'array',
      items: { type: 'number' },
      oneOf: [
        { minItems: 4, maxItems: 4 },
        { minItems: 6, maxItems: 6 },
      ],
    },
    'West, south, east, north in degrees, or in the units and the order of bbox-crs; of six numbers the heights are not looked at',
  ),
  datetime: query(
    'datetime',
    { type: 'string' },
    'A time or an interval of RFC 3339; .. or nothing for an open end',
  ),
  limit: query(
    'limit',
    { type: 'integer', minimum: 1, maximum: MAX_LIMIT, default: DEFAULT_LIMIT },
    'Items of a page',
  ),
  after: query('after', { type: 'string' }, 'Cursor of the next page, as its link gives it'),
  crs: query('crs', SYSTEM, 'Of the coordinates in the answer, in the order of its axes'),
  'bbox-crs': query('bbox-crs', SYSTEM, 'Of the numbers of bbox, in the order of its axes'),
  filter: query('filter', { type: 'string' }, 'A condition in CQL2 over the queryables'),
  'filter-lang': query(
    'filter-lang',
    { type: 'string', enum: ['cql2-text', 'cql2-json'], default: 'cql2-text' },
    'How the filter is written',
  ),
  'filter-crs': query('filter-crs', SYSTEM, 'Of coordinates in the filter, in the order of its axes'),
};

/** Files have the whole selection where no limit is given. */
const FILES: Json = Object.fromEntries(
  Object.values(EXPORTS).map(({ mediaType }) => [
    mediaType,
    { schema: { type: 'string', format: 'binary' } },
  ]),
);

/** @param mayEdit who asks has an account that may change items: only then are the methods for it there */
export function openApiDocument(
  entries: readonly CollectionOfTheme[],
  grade: Grade,
  mayEdit: boolean,
  base: string,
): Json {
  return {
    openapi: '3.0.3',
    info: {
      title: '琼城孪生 Hainan city twin: OGC API Features',
      version: '0.1.0',
      license: { name: 'by collection; see each collection' },
    },
    servers: [{ url: base }],
    paths: {
      '/': get('landingPage', 'Landing page', object('application/json', 'Links to everything')),
      '/api': get(
        'apiDescription',
        'This description',
        object('application/vnd.oai.openapi+json;version=3.0', 'OpenAPI 3.0'),
      ),
      '/conformance': get(
        'conformance',
        'Conformance classes',
        object('application/json', 'Conformance classes'),
      ),
      '/collections': get(
        'collections',
        'Collections',
        object('application/json', 'All collections that the visitor may see'),
      ),
      '/catalogue': get(
        'catalogue',
        'Catalogue',
        {
          description: 'A record of each collection',
          content: {
            'application/geo+json': { schema: { type: 'object' } },
            'text/html': { schema: { type: 'string' } },
            'application/ld+json': { schema: { type: 'object' } },
          },
        },
        [query('q', { type: 'string' }, 'Words that a record has to hold')],
      ),
      '/tileMatrixSets': get(
        'tileMatrixSets',
        'Tile matrix sets',
        object('application/json', 'The tile matrix sets of all tilesets'),
      ),
      '/tileMatrixSets/WebMercatorQuad': get(
        'webMercatorQuad',
        'WebMercatorQuad',
        object('application/json', 'The definition of the tile matrix set'),
      ),
      '/styles': get(
        'styles',
        'Styles',
        object('application/json', 'A style for the city and one for each theme'),
      ),
      '/styles/{style}': get(
        'style',
        'One style',
        object('application/vnd.mapbox.style+json', 'A MapLibre style over the vector tiles'),
        [inPath('style', { type: 'string' })],
      ),
      ...Object.fromEntries(entries.flatMap((entry) => pathsOf(entry, grade, mayEdit))),
    },
    components: {
      parameters: PARAMETERS,
      schemas: {
        feature: {
          type: 'object',
          required: ['type', 'id', 'geometry', 'properties'],
          properties: {
            type: { type: 'string', enum: ['Feature'] },
            id: { type: 'string' },
            geometry: { type: 'object', nullable: true },
            properties: { type: 'object' },
          },
        },
        wantedFeature: {
          type: 'object',
          required: ['type', 'geometry', 'properties'],
          properties: {
            type: { type: 'string', enum: ['Feature'] },
            geometry: { type: 'object' },
            properties: { type: 'object' },
          },
        },
        featurePatch: {
          type: 'object',
          properties: { geometry: { type: 'object' }, properties: { type: 'object' } },
        },
        featureCollection: {
          type: 'object',
          required: ['type', 'features'],
          properties: {
            type: { type: 'string', enum: ['FeatureCollection'] },
            features: { type: 'array', items: { $ref: '#/components/schemas/feature' } },
            numberMatched: { type: 'integer' },
            numberReturned: { type: 'integer' },
            timeStamp: { type: 'string', format: 'date-time' },
            links: { type: 'array', items: { type: 'object' } },
          },
        },
        problem: {
          type: 'object',
          required: ['status', 'code', 'detail'],
          properties: {
            status: { type: 'integer' },
            code: { type: 'string' },
            detail: { type: 'string' },
            errors: {
              type: 'array',
              items: {
                type: 'object',
                properties: { field: { type: 'string' }, detail: { type: 'string' } },
              },
            },
          },
        },
      },
    },
  };
}

function pathsOf(entry: CollectionOfTheme, grade: Grade, mayEdit: boolean): [string, Json][] {
  const { id, title } = entry.collection;
  const own = `/collections/${id}`;
  const geojson = (name: string, description: string): Json => ({
    description,
    content: {
      'application/geo+json': { schema: { $ref: `#/components/schemas/${name}` } },
      'text/html': { schema: { type: 'string' } },
      ...(name === 'featureCollection' ? FILES : {}),
    },
  });
  const shared = Object.keys(PARAMETERS)
    .filter((name) => name !== 'f')
    .map((name) => ({ $ref: `#/components/parameters/${name}` }));
  const filters = [...queryablesOf(entry, grade)]
    .filter(([, { kind }]) => kind !== 'geometry')
    .map(([name, { kind, field }]) =>
      query(
        name,
        schemaOf(kind, field, entry.collection.geometry),
        `Only items whose ${field?.title.en ?? 'identifier'} is this`,
      ),
    );
  return [
    [own, get(`${id}.collection`, title.en, object('application/json', 'The collection'))],
    [
      `${own}/queryables`,
      get(
        `${id}.queryables`,
        `Fields of ${title.en}`,
        object('application/schema+json', 'JSON Schema of the filters'),
      ),
    ],
    [
      `/catalogue/${id}`,
      get(`${id}.record`, `Record of ${title.en}`, object('application/geo+json', 'The record')),
    ],
    [
      `${own}/tiles`,
      get(`${id}.tilesets`, `Tilesets of ${title.en}`, object('application/json', 'The tilesets')),
    ],
    [
      `${own}/tiles/WebMercatorQuad`,
      get(`${id}.tileset`, `Vector tiles of ${title.en}`, object('application/json', 'The tileset')),
    ],
    [
      `${own}/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}`,
      get(
        `${id}.tile`,
        `One vector tile of ${title.en}`,
        {
          description: 'The tile, by way of a redirection',
          content: { [MVT]: { schema: { type: 'string', format: 'binary' } } },
        },
        ['tileMatrix', 'tileRow', 'tileCol'].map((name) => inPath(name, { type: 'integer', minimum: 0 })),
      ),
    ],
    [
      `${own}/schema`,
      get(
        `${id}.schema`,
        `What ${title.en} hold`,
        object('application/schema+json', 'JSON Schema of the items'),
      ),
    ],
    [
      `${own}/items`,
      {
        ...get(`${id}.items`, `Items of ${title.en}`, geojson('featureCollection', 'A page of items'), [
          ...shared,
          ...filters,
        ]),
        ...(mayEdit && {
          post: writing(`${id}.create`, `Make an item of ${title.en}`, 201, GEOJSON, 'wantedFeature'),
        }),
      },
    ],
    [
      `${own}/items/{id}`,
      {
        ...get(`${id}.item`, `One item of ${title.en}`, geojson('feature', 'The item'), [
          inPath('id', { type: 'string' }),
          { $ref: '#/components/parameters/crs' },
        ]),
        ...(mayEdit && {
          put: writing(`${id}.replace`, `Replace an item of ${title.en}`, 200, GEOJSON, 'wantedFeature'),
          patch: writing(`${id}.update`, `Change an item of ${title.en}`, 200, MERGE_PATCH, 'featurePatch'),
          delete: writing(`${id}.delete`, `Delete an item of ${title.en}`, 204),
        }),
      },
    ],
  ];
}

function get(operationId: string, summary: string, answer: Json, parameters: readonly Json[] = []): Json {
  return {
    get: {
      operationId,
      summary,
      parameters: [{ $ref: '#/components/parameters/f' }, ...parameters],
      responses: { 200: answer, 400: PROBLEM, 404: PROBLEM, 500: PROBLEM, 503: PROBLEM },
    },
  };
}

/** An operation that changes an item: what is there is named by its version. */
function writing(
  operationId: string,
  summary: string,
  status: 200 | 201 | 204,
  type?: string,
  schema?: string,
): Json {
  const onItem = status !== 201;
  return {
    operationId,
    summary,
    parameters: [
      ...(onItem ? [inPath('id', { type: 'string' }), inHeader('If-Match', { type: 'string' }, true)] : []),
      ...(type === undefined ? [] : [inHeader('Content-Crs', { type: 'string' }, false)]),
    ],
    ...(type !== undefined && {
      requestBody: {
        required: true,
        content: { [type]: { schema: { $ref: `#/components/schemas/${schema}` } } },
      },
    }),
    responses: {
      [status]:
        status === 204
          ? { description: 'Deleted' }
          : {
              description: 'The item as it is stored; ETag is its version',
              content: { [GEOJSON]: { schema: { $ref: '#/components/schemas/feature' } } },
            },
      ...Object.fromEntries(
        [400, 401, 403, 404, 409, 412, 413, 415, 422, 428].map((code) => [code, PROBLEM]),
      ),
    },
  };
}

function inHeader(name: string, schema: Json, required: boolean): Json {
  return { name, in: 'header', required, schema };
}

function object(type: string, description: string): Json {
  return {
    description,
    content: { [type]: { schema: { type: 'object' } }, 'text/html': { schema: { type: 'string' } } },
  };
}

function query(name: string, schema: Json, description: string): Json {
  return { name, in: 'query', required: false, description, schema, style: 'form', explode: false };
}

function inPath(name: string, schema: Json): Json {
  return { name, in: 'path', required: true, schema };
}
