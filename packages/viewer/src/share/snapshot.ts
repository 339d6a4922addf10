import { textUtil } from '@grafana/data';
import type { SharedPanel, SharedSeries } from './shared-panel.ts';

/** A board as a file: what it is called, what it is of, and what may be told. */
export interface Snapshot {
  readonly title: string;
  readonly range: string;
  readonly panels: readonly SharedPanel[];
  /** How many panels say nothing here. */
  readonly leftOut: number;
}

const escaped = textUtil.escapeHtml;

/** Colours come from the board's own palette; whatever else is no colour. */
const safeColor = (color: string): string =>
  /^(#[\da-f]{3,8}|rgba?\([\d., %]+\)|[a-z]+)$/i.test(color) ? color : 'gray';

const style = `:root{color-scheme:light dark;font:14px/1.4 system-ui,sans-serif}
body{max-width:1200px;margin:0 auto;padding:24px 16px;background:light-dark(#f4f5f5,#111217);color:light-dark(#24292e,#ccccdc)}
h1{font-size:22px;margin:0}h2{font-size:14px;font-weight:500;margin:0 0 8px}
main{display:grid;grid-template-columns:repeat(auto-fill,minmax(170px,1fr));gap:8px;margin:16px 0}
section{background:light-dark(#fff,#181b1f);border:1px solid light-dark(#e0e0e2,#2c2f36);border-radius:4px;padding:12px;min-width:0}
.wide{grid-column:1/-1}.half{grid-column:span 2}
@media(max-width:600px){.half{grid-column:1/-1}}
b{font-size:24px;font-weight:500}dl{margin:0;display:grid;grid-template-columns:minmax(0,1fr) auto;gap:2px 12px}
dt{overflow-wrap:anywhere}dd{margin:0;text-align:right;font-variant-numeric:tabular-nums}
dl div{grid-column:1/-1;height:4px;background:#5794f2;border-radius:2px;min-width:1px}
svg{display:block;width:100%;height:160px}.legend span{display:inline-block;margin-right:16px}
.legend i{display:inline-block;width:12px;height:4px;margin-right:6px;vertical-align:middle}
table{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
footer{color:light-dark(#565a5f,#9b9ba6);font-size:12px}`;

const percent = (part: number): string => `${(100 * part).toFixed(2)}%`;

const height = 160;

/** Stacked bars, one a day; each says its day when the pointer rests on it. */
const drawn = (days: readonly string[], series: readonly SharedSeries[]): string => {
  const width = 1000 / days.length;
  const rectangles = days.flatMap((day, at) => {
    let top = height;
    return series.map(({ name, color, parts }) => {
      const tall = (parts[at] ?? 0) * height;
      top -= tall;
      const box = `x="${(at * width + width * 0.15).toFixed(1)}" y="${top.toFixed(1)}" width="${(width * 0.7).toFixed(1)}" height="${tall.toFixed(1)}"`;
      return `<rect ${box} fill="${safeColor(color)}"><title>${escaped(`${day}, ${name}`)}</title></rect>`;
    });
  });
  return `<svg viewBox="0 0 1000 ${height}" preserveAspectRatio="none" aria-hidden="true">${rectangles.join('')}</svg>`;
};

const bodyOf = (panel: SharedPanel): string => {
  if (panel.kind === 'days') {
    const legend = panel.series.map(
      ({ name, color, total }) =>
        `<span><i style="background:${safeColor(color)}"></i>${escaped(name)}, total ${escaped(total)}</span>`,
    );
    const [first = '', last = ''] = [panel.days[0], panel.days.at(-1)];
    return `<p>${escaped(first)} – ${escaped(last)}, highest day ${escaped(panel.highest)}</p>${drawn(panel.days, panel.series)}<p class="legend">${legend.join('')}</p>`;
  }
  if (panel.values.length === 1 && panel.kind === 'values')
    return `<b>${escaped(panel.values[0]?.text ?? '')}</b>`;
  const rows = panel.values.map(
    ({ name, text, part }) =>
      `<dt>${escaped(name)}</dt><dd>${escaped(text)}</dd>${panel.kind === 'bars' ? `<div style="width:${percent(part)}"></div>` : ''}`,
  );
  return `<dl>${rows.join('')}</dl>`;
};

const widthOf = (panel: SharedPanel): string => {
  if (panel.kind === 'days') return 'wide';
  return panel.values.length > 1 ? 'half' : '';
};

/** The file: HTML that needs nothing else, runs nothing and leads nowhere. */
export const snapshotHtml = ({ title, range, panels, leftOut }: Snapshot): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title><style>${style}</style></head>
<body><h1>${escaped(title)}</h1><p>${escaped(range)}</p>
<main>${panels.map((panel) => `<section class="${widthOf(panel)}"><h2>${escaped(panel.title)}</h2>${bodyOf(panel)}</section>`).join('\n')}</main>
<footer>Without people, projects, sessions and texts. Days, models and tools of too few people are left out, and so ${leftOut === 1 ? 'is 1 panel' : `are ${leftOut} panels`} of the open rows.</footer></body></html>
`;
