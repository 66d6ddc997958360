/** A page for people of any OGC document: the same content as the JSON, readable, its links live. */

export function htmlPage(title: string, body: unknown): string {
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title>
<style>body{font:14px/1.5 Inter,"PingFang SC","Noto Sans CJK SC",system-ui,sans-serif;color:#161E23;background:#fff;max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:20px}dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:0;border-top:1px solid #E3E8EA;padding:.25rem 0}dt{color:#5C676B}dd{margin:0;overflow-wrap:anywhere}a{color:#1761B9}</style>
<h1>${escape(title)}</h1>${render(body)}</html>`;
}

function render(value: unknown): string {
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item !== 'object' || item === null)) return escape(value.join(', '));
    return value.map(render).join('');
  }
  if (typeof value !== 'object' || value === null) return link(value === null || value === undefined ? '无数据' : JSON.stringify(value).replace(/^"|"$/g, ''));
  if ('type' in value && 'coordinates' in value) return escape(`${String(value.type)}`);
  return `<dl>${Object.entries(value).map(([name, item]) => `<dt>${escape(name)}</dt><dd>${render(item)}</dd>`).join('')}</dl>`;
}

function link(text: string): string {
  return /^https?:\/\//.test(text) ? `<a href="${escape(text)}">${escape(text)}</a>` : escape(text);
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
