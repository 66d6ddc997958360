/** The catalogue in the W3C's vocabulary DCAT 3, as JSON-LD, for portals of open data that harvest. */
import type { RecordDocument } from './record-document.ts';

const CONTEXT = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  geosparql: 'http://www.opengis.net/ont/geosparql#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const;

/** @param base address of the OGC API */
export function dcatDocument(records: readonly RecordDocument[], base: string) {
  return {
    '@context': CONTEXT,
    '@id': `${base}/catalogue`,
    '@type': 'dcat:Catalog',
    'dct:title': '琼城孪生 Hainan city twin',
    'dct:language': 'zh',
    'foaf:homepage': { '@id': base },
    'dcat:dataset': records.map(datasetOf),
  };
}

function datasetOf({ id, properties, geometry, time, links }: RecordDocument) {
  return {
    '@id': links.find(({ rel }) => rel === 'self')?.href,
    '@type': 'dcat:Dataset',
    'dct:identifier': id,
    'dct:title': properties.title,
    'dct:description': properties.description,
    'dcat:keyword': properties.keywords,
    'dct:license': properties.license,
    ...(properties.created === undefined ? {} : { 'dct:issued': dateTime(properties.created) }),
    ...(properties.updated === undefined ? {} : { 'dct:modified': dateTime(properties.updated) }),
    'dct:provenance': properties.sources.map(({ title, attribution }) => attribution ?? title),
    ...(geometry
      ? {
          'dct:spatial': {
            '@type': 'dct:Location',
            'dcat:bbox': { '@type': 'geosparql:geoJSONLiteral', '@value': JSON.stringify(geometry) },
          },
        }
      : {}),
    ...(time
      ? {
          'dct:temporal': {
            '@type': 'dct:PeriodOfTime',
            'dcat:startDate': dateTime(time.interval[0]),
            'dcat:endDate': dateTime(time.interval[1]),
          },
        }
      : {}),
    'dcat:distribution': links
      .filter(({ rel }) => rel === 'item' || rel === 'enclosure')
      .map(({ href, type }) => ({
        '@type': 'dcat:Distribution',
        'dcat:accessURL': { '@id': href },
        'dcat:mediaType': type,
      })),
  };
}

function dateTime(value: string) {
  return { '@type': 'xsd:dateTime', '@value': value };
}
