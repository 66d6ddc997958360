/**
 * A page for people of any OGC document: what the JSON says, readable, with its links live. Items stand in a table
 * beside a drawing of their shapes, and lead to the city.
 */
import type { Geometry, Position } from 'geojson';

type Feature = {
  readonly type: 'Feature';
  readonly id: string;
  readonly geometry: Geometry | null;
  readonly properties: Readonly<Record<string, unknown>>;
};
type Link = { readonly href: string; readonly rel: string; readonly type?: string; readonly title?: string };

const DRAWING_WIDTH = 720;
const DRAWING_HEIGHT = 420;
/** More columns than this do not fit a screen; the item's own page has them all. */
const TABLE_COLUMNS = 8;
const STYLE = `
:root{color-scheme:light dark;--ground:#fff;--panel:#F1F4F5;--line:#E3E8EA;--ink:#161E23;--quiet:#5C676B;--accent:#1761B9}
@media(prefers-color-scheme:dark){:root{--ground:#11181B;--panel:#1A2225;--line:#3A4549;--ink:#ECF1F2;--quiet:#8E999D;--accent:#79B9FB}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:13px/20px Inter,"PingFang SC","Source Han Sans SC","Noto Sans CJK SC","Microsoft YaHei",system-ui,sans-serif;font-feature-settings:"tnum"}
header{border-bottom:1px solid var(--line);padding:14px 24px}
header a{color:inherit;text-decoration:none;font-weight:600;margin-right:12px}
main{padding:16px 24px 48px;max-width:1280px}
h1{font-size:20px;line-height:28px;margin:0 0 4px}
p{margin:0 0 12px;color:var(--quiet)}
a{color:var(--accent)}
nav a{margin-right:16px}
.drawing{background:var(--panel);border-radius:8px;width:100%;max-width:${DRAWING_WIDTH}px;height:auto;margin:12px 0;display:block}
.drawing *{vector-effect:non-scaling-stroke;stroke:var(--accent);stroke-width:1.25;fill:none}
.drawing .area{fill:var(--accent);fill-opacity:.14}
.drawing .point{fill:var(--accent);stroke:none}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;margin:12px 0}
th,td{text-align:left;padding:5px 12px 5px 0;border-bottom:1px solid var(--line);vertical-align:top;white-space:nowrap;max-width:340px;overflow:hidden;text-overflow:ellipsis}
th{font-weight:400;color:var(--quiet)}
dl{display:grid;grid-template-columns:max-content 1fr;margin:12px 0;border-top:1px solid var(--line)}
dt,dd{padding:4px 16px 4px 0;border-bottom:1px solid var(--line);margin:0;overflow-wrap:anywhere}
dt{color:var(--quiet)}
dl dl{margin:0;border:0}`;

/**
 * @param titles of properties, by name, where the document is about items
 */
export function htmlPage(
  title: string,
  body: unknown,
  titles: Readonly<Record<string, string>> = {},
): string {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escape(title)} · 琼城孪生</title><style>${STYLE}</style></head><body>
<header><a href="/">琼城孪生</a><a href="/ogc/collections?f=html">数据集 Collections</a><a href="/ogc/api?f=html">接口 API</a></header>
<main><h1>${escape(title)}</h1>${content(body, titles)}</main></body></html>`;
}

function content(body: unknown, titles: Readonly<Record<string, string>>): string {
  if (isObject(body) && body['type'] === 'FeatureCollection' && Array.isArray(body['features'])) {
    return itemsPage(body['features'] as Feature[], body, titles);
  }
  if (isObject(body) && body['type'] === 'Feature') return itemPage(body as unknown as Feature, body, titles);
  if (isObject(body) && Array.isArray(body['collections']))
    return collectionsTable(body['collections'].filter(isObject));
  return plain(body);
}

function itemsPage(
  features: readonly Feature[],
  page: Readonly<Record<string, unknown>>,
  titles: Readonly<Record<string, string>>,
): string {
  const names = Object.keys(features[0]?.properties ?? {})
    .filter((name) => features.some(({ properties }) => properties[name] !== null))
    .slice(0, TABLE_COLUMNS);
  const head = ['id', ...names.map((name) => titles[name] ?? name)]
    .map((name) => `<th>${escape(name)}</th>`)
    .join('');
  const address = linkOf(page, 'self').split('?')[0] ?? '';
  const rows = features.map(
    ({ id, properties }) =>
      `<tr><td><a href="${escape(`${address}/${encodeURIComponent(id)}?f=html`)}">${escape(id)}</a></td>${names
        .map((name) => `<td>${value(properties[name])}</td>`)
        .join('')}</tr>`,
  );
  return `<p>本页 ${features.length} 项，共 ${String(page['numberMatched'])} 项 · ${features.length} of ${String(page['numberMatched'])} items</p>
${links(page)}${drawing(features)}<div class="wide"><table><tr>${head}</tr>${rows.join('')}</table></div>`;
}

function itemPage(
  feature: Feature,
  page: Readonly<Record<string, unknown>>,
  titles: Readonly<Record<string, string>>,
): string {
  const collection = linkOf(page, 'collection').split('?')[0]?.split('/').at(-1) ?? '';
  const city = `/#v=1&select=${encodeURIComponent(collection)}/${encodeURIComponent(feature.id)}`;
  // A record of the catalogue is of no collection, and nothing to be seen in the city.
  const toCity =
    collection === '' ? '' : `<nav><a href="${escape(city)}">在城市中查看 Show in the city</a></nav>`;
  const rows = Object.entries(feature.properties).map(
    ([name, item]) => `<dt>${escape(titles[name] ?? name)}</dt><dd>${value(item)}</dd>`,
  );
  return `${toCity}${links(page)}${drawing([feature])}<dl>${rows.join('')}</dl>`;
}

function collectionsTable(collections: readonly Readonly<Record<string, unknown>>[]): string {
  const rows = collections.map(
    (
      collection,
    ) => `<tr><td><a href="${escape(`${linkOf(collection, 'items').split('?')[0]}?f=html`)}">${value(collection['title'])}</a></td>
<td><a href="${escape(`${linkOf(collection, 'self').split('?')[0]}?f=html`)}">${value(collection['id'])}</a></td><td>${value(collection['description'])}</td><td>${value(collection['attribution'])}</td></tr>`,
  );
  return `<div class="wide"><table><tr><th>数据集 Collection</th><th>id</th><th>主题 Theme</th><th>来源 Source</th></tr>${rows.join('')}</table></div>`;
}

/** The shapes in their own frame, east to the right, north up, without a map behind them. */
function drawing(features: readonly Feature[]): string {
  const positions = features.flatMap(({ geometry }) => (geometry ? positionsOf(geometry) : []));
  const [x, y] = [
    positions.map(([longitude = 0]) => longitude),
    positions.map(([, latitude = 0]) => latitude),
  ];
  const [west, east] = [least(x), -least(x.map((longitude) => -longitude))];
  const [south, north] = [least(y), -least(y.map((latitude) => -latitude))];
  if (!(east >= west)) return '';
  const narrowing = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const margin = 24;
  const scale = Math.min(
    (DRAWING_WIDTH - 2 * margin) / Math.max((east - west) * narrowing, 1e-6),
    (DRAWING_HEIGHT - 2 * margin) / Math.max(north - south, 1e-6),
  );
  const at = ([longitude = 0, latitude = 0]: Position): string =>
    `${(DRAWING_WIDTH / 2 + (longitude - (west + east) / 2) * narrowing * scale).toFixed(1)} ${(DRAWING_HEIGHT / 2 - (latitude - (south + north) / 2) * scale).toFixed(1)}`;
  return `<svg class="drawing" viewBox="0 0 ${DRAWING_WIDTH} ${DRAWING_HEIGHT}" role="img" aria-label="本页各项的形状 Shapes of the items">${features
    .map(({ geometry }) => (geometry ? shape(geometry, at) : ''))
    .join('')}</svg>`;
}

function shape(geometry: Geometry, at: (position: Position) => string): string {
  const line = (points: readonly Position[]): string => `M${points.map(at).join('L')}`;
  switch (geometry.type) {
    case 'Point':
      return `<circle class="point" r="3" cx="${at(geometry.coordinates).replace(' ', '" cy="')}"/>`;
    case 'MultiPoint':
      return geometry.coordinates.map((coordinates) => shape({ type: 'Point', coordinates }, at)).join('');
    case 'LineString':
      return `<path d="${line(geometry.coordinates)}"/>`;
    case 'MultiLineString':
      return `<path d="${geometry.coordinates.map(line).join('')}"/>`;
    case 'Polygon':
      return `<path class="area" fill-rule="evenodd" d="${geometry.coordinates.map(line).join('Z')}Z"/>`;
    case 'MultiPolygon':
      return geometry.coordinates.map((coordinates) => shape({ type: 'Polygon', coordinates }, at)).join('');
    case 'GeometryCollection':
      return geometry.geometries.map((part) => shape(part, at)).join('');
  }
}

function positionsOf(geometry: Geometry): Position[] {
  if (geometry.type === 'GeometryCollection') return geometry.geometries.flatMap(positionsOf);
  const found: Position[] = [];
  const walk = (part: unknown): void => {
    if (!Array.isArray(part)) return;
    if (typeof part[0] === 'number') found.push(part as Position);
    else part.forEach(walk);
  };
  walk(geometry.coordinates);
  return found;
}

/** `Math.min` takes its values as arguments, and a coast has too many. */
function least(values: readonly number[]): number {
  return values.reduce((low, one) => Math.min(low, one), Infinity);
}

function links(page: Readonly<Record<string, unknown>>): string {
  const words: Readonly<Record<string, string>> = { next: '下一页 Next', collection: '数据集 Collection' };
  const shown = linksOf(page).filter(({ rel }) => rel in words || rel === 'alternate');
  return `<nav>${shown
    .map(({ href, rel, title = rel }) =>
      rel === 'alternate'
        ? `<a href="${escape(href)}">${escape(title)}</a>`
        : `<a href="${escape(withHtml(href))}">${words[rel]}</a>`,
    )
    .join('')}</nav>`;
}

function withHtml(href: string): string {
  const url = new URL(href);
  url.searchParams.set('f', 'html');
  return url.href;
}

function linksOf(page: Readonly<Record<string, unknown>>): Link[] {
  return Array.isArray(page['links']) ? (page['links'] as Link[]) : [];
}

function linkOf(page: Readonly<Record<string, unknown>>, rel: string): string {
  return linksOf(page).find((link) => link.rel === rel)?.href ?? '';
}

/** Any document, level by level. */
function plain(body: unknown): string {
  if (Array.isArray(body))
    return body.every((item) => !isObject(item)) ? value(body.join(', ')) : body.map(plain).join('');
  if (!isObject(body)) return value(body);
  return `<dl>${Object.entries(body)
    .map(([name, item]) => `<dt>${escape(name)}</dt><dd>${plain(item)}</dd>`)
    .join('')}</dl>`;
}

function value(item: unknown): string {
  if (item === null || item === undefined) return '<span>无数据</span>';
  const text = typeof item === 'string' ? item : JSON.stringify(item);
  return /^https?:\/\//.test(text) ? `<a href="${escape(text)}">${escape(text)}</a>` : escape(text);
}

function isObject(item: unknown): item is Readonly<Record<string, unknown>> {
  return typeof item === 'object' && item !== null && !Array.isArray(item);
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
