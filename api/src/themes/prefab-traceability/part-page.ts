/**
 * The public page of a part, which the code on it opens: whether it is what it says, how far it is. A page without a
 * program, for whoever stands before the part with a phone; it says what anybody may know, whoever asks.
 */
import { Router } from 'express';
import type { Pool } from 'pg';
import { renderSVG } from 'uqr';
import { readAs } from '@twin/gis-data/store/read-as.ts';
import type { Words } from '@twin/gis-data/theme.ts';
import { PART_KINDS, PART_STATES } from '@twin/gis-data/themes/prefab-traceability/codes.ts';

type VerifiedPart = {
  readonly piece_mark: string;
  readonly kind: string;
  readonly state: string;
  readonly factory: string | null;
  readonly batch: string | null;
  readonly serial: string | null;
  readonly concrete_grade: string | null;
  readonly length_mm: number | null;
  readonly width_mm: number | null;
  readonly height_mm: number | null;
  readonly reached: Readonly<Record<string, string>> | null;
  readonly simulated: boolean;
};
type Language = 'zh' | 'en';

/** Ids are opaque: letters, figures, and what IFC and addresses allow beside them. */
const ID = /^[\w$-]{8,64}$/;
const SIDE_STATES: readonly string[] = ['rework', 'scrapped'];
const WORDS = {
  product: { zh: '琼城孪生', en: 'Hainan city twin' },
  title: { zh: '部品验证', en: 'Part verification' },
  verified: { zh: '已登记的部品', en: 'A registered part' },
  scrapped: { zh: '此部品已报废，不得使用', en: 'This part is scrapped and must not be used' },
  rework: { zh: '此部品正在返修', en: 'This part is being repaired' },
  unknown: { zh: '没有登记此编号的部品', en: 'No part is registered under this code' },
  unknownHow: {
    zh: '请核对二维码是否完整，或询问生产厂',
    en: 'See whether the code is whole, or ask the factory',
  },
  kind: { zh: '构件类型', en: 'Kind' },
  factory: { zh: '生产厂', en: 'Factory' },
  batch: { zh: '生产批次', en: 'Batch' },
  serial: { zh: '序列号', en: 'Serial no.' },
  concrete: { zh: '混凝土强度', en: 'Concrete' },
  size: { zh: '尺寸 mm', en: 'Size mm' },
  life: { zh: '履历', en: 'Life' },
  demo: { zh: '演示数据', en: 'Demo data' },
  other: { zh: 'English', en: '中文' },
} as const satisfies Readonly<Record<string, Words>>;
const STYLE = `:root{color-scheme:light dark;--1:#fff;--2:#F1F4F5;--line:#E3E8EA;--ink:#161E23;--ink-2:#485257;--ink-3:#5C676B;--edge:#868F94;--accent:#1761B9;--good:#1E7A55;--bad:#C7181D}
@media(prefers-color-scheme:dark){:root{--1:#11181B;--2:#1A2225;--line:#222B2F;--ink:#ECF1F2;--ink-2:#AEB8BB;--ink-3:#8E999D;--edge:#727D82;--accent:#79B9FB;--good:#7CC9A8;--bad:#FC6663}}
*{box-sizing:border-box}body{margin:0;background:var(--1);color:var(--ink);font:15px/24px Inter,"PingFang SC","HarmonyOS Sans SC","Source Han Sans SC","Noto Sans CJK SC","Microsoft YaHei",system-ui,sans-serif;font-feature-settings:"tnum";text-autospace:normal}
header,main{max-width:560px;margin:0 auto;padding:0 20px}header{display:flex;align-items:center;gap:12px;min-height:56px;border-bottom:1px solid var(--line);font-weight:600}header span{flex:1}
a{color:var(--accent);min-height:44px;display:inline-flex;align-items:center}
.demo{flex:none;padding:0 8px;border:1px dashed var(--edge);border-radius:3px;font-size:13px;font-weight:400;color:var(--ink-2)}
h1{font-size:24px;line-height:30px;margin:24px 0 4px;overflow-wrap:anywhere}h2{font-size:13px;color:var(--ink-3);margin:24px 0 4px}
p{margin:0;color:var(--ink-2)}.good{color:var(--good)}.bad{color:var(--bad);font-weight:600}.state{font-size:18px;line-height:26px;font-weight:600;margin-top:12px;color:var(--ink)}
dl{display:grid;grid-template-columns:112px 1fr;margin:16px 0 0;border-top:1px solid var(--line)}dt,dd{margin:0;padding:6px 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere}dt{color:var(--ink-3)}
ol{list-style:none;margin:0;padding:0}li{display:grid;grid-template-columns:112px 1fr;padding:4px 0;color:var(--ink-3)}li.reached{color:var(--ink)}time{color:var(--ink-3)}
svg{display:block;width:132px;height:132px;margin:24px 0 32px;background:#fff;padding:8px;border-radius:6px}`;

export function createPartPages(pool: Pool): Router {
  const router = Router();
  router.get('/:id', async (request, response) => {
    const { id } = request.params;
    const language: Language = request.query['lang'] === 'en' ? 'en' : 'zh';
    // Everybody sees the same here, an official no more than a passer-by.
    const part = ID.test(id) ? await verify(pool, id) : undefined;
    const address = `${request.protocol}://${request.host}/p/${encodeURIComponent(id)}`;
    response
      .status(part ? 200 : 404)
      .set({ 'Cache-Control': 'no-cache', 'X-Robots-Tag': 'noindex' })
      .type('html')
      .send(
        page(
          language,
          id,
          part ? partBody(part, language, address) : unknownBody(language),
          part?.simulated ?? false,
        ),
      );
  });
  return router;
}

async function verify(pool: Pool, id: string): Promise<VerifiedPart | undefined> {
  const { rows } = await readAs(pool, { grade: 'public' }, (client) =>
    client.query<VerifiedPart>('select * from verify_part($1)', [id]),
  );
  return rows[0];
}

function page(language: Language, id: string, body: string, isSimulated: boolean): string {
  const other = language === 'zh' ? '?lang=en' : '';
  return `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark">
<title>${WORDS.title[language]} · ${WORDS.product[language]}</title><link rel="icon" type="image/svg+xml" href="/mark.svg"><style>${STYLE}</style></head><body>
<header><span>${WORDS.product[language]}</span>${isSimulated ? `<span class="demo">${WORDS.demo[language]}</span>` : ''}<a href="/p/${escape(encodeURIComponent(id))}${other}" lang="${language === 'zh' ? 'en' : 'zh-CN'}">${WORDS.other[language]}</a></header>
<main>${body}</main></body></html>`;
}

function partBody(part: VerifiedPart, language: Language, address: string): string {
  const size = [part.length_mm, part.width_mm, part.height_mm];
  const facts: readonly (readonly [Words, string | null])[] = [
    [WORDS.kind, wordFrom(PART_KINDS, part.kind, language)],
    [WORDS.factory, part.factory],
    [WORDS.batch, part.batch],
    [WORDS.serial, part.serial],
    [WORDS.concrete, part.concrete_grade],
    [WORDS.size, size.every((one) => one !== null) ? size.join(' × ') : null],
  ];
  const aside =
    part.state === 'scrapped' ? WORDS.scrapped : part.state === 'rework' ? WORDS.rework : undefined;
  const states = Object.keys(PART_STATES).filter(
    (state) => !SIDE_STATES.includes(state) || part.reached?.[state] !== undefined,
  );
  return `<h1>${escape(part.piece_mark)}</h1>
<p class="${aside ? 'bad' : 'good'}">${(aside ?? WORDS.verified)[language]}</p>
<p class="state">${escape(wordFrom(PART_STATES, part.state, language))}</p>
<dl>${facts.map(([name, value]) => (value === null ? '' : `<dt>${name[language]}</dt><dd>${escape(value)}</dd>`)).join('')}</dl>
<h2>${WORDS.life[language]}</h2>
<ol>${states
    .map((state) => {
      const on = part.reached?.[state];
      const name = escape(wordFrom(PART_STATES, state, language));
      return on === undefined
        ? `<li><span></span>${name}</li>`
        : `<li class="reached"><time datetime="${escape(on)}">${escape(on)}</time>${name}</li>`;
    })
    .join('')}</ol>
${renderSVG(address, { border: 1 })}`;
}

function unknownBody(language: Language): string {
  return `<h1>${WORDS.unknown[language]}</h1><p>${WORDS.unknownHow[language]}</p>`;
}

function wordFrom(list: Readonly<Record<string, Words>>, code: string, language: Language): string {
  return (Object.hasOwn(list, code) ? list[code]?.[language] : undefined) ?? code;
}

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
