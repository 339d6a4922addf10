/** The look of a report: follows the reader's light or dark, and prints light. */
export const style = `
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #59636e; --line: #d8dee4; --paper: #ffffff; --card: #f6f8fa; --bar: #3b6fd4;
  --worse: #b42318; --better: #1a7f37; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9aa4af; --line: #3d444d; --paper: #0f1216; --card: #181c21; --bar: #6ea0f8;
  --worse: #ff9492; --better: #57c06d; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 980px; padding: 24px 20px 48px; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 26px; margin: 0; } h2 { font-size: 20px; margin: 40px 0 12px; border-bottom: 1px solid var(--line); padding-bottom: 4px; }
h3 { font-size: 16px; margin: 24px 0 8px; } p { margin: 6px 0; } .soft { color: var(--soft); }
a { color: var(--bar); } nav { margin-bottom: 12px; }
.figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(150px, 1fr)); gap: 10px; margin: 20px 0; }
.figure { background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: 10px 12px; }
.figure b { display: block; font-size: 22px; line-height: 1.3; font-variant-numeric: tabular-nums; }
.worse { color: var(--worse); } .better { color: var(--better); }
.finding { border: 1px solid var(--line); border-left: 4px solid var(--bar); border-radius: 6px; padding: 12px 16px; margin: 12px 0; }
.finding h3 { margin: 0 0 4px; display: flex; gap: 12px; justify-content: space-between; }
.finding h3 span:last-child { white-space: nowrap; }
.finding ul { margin: 6px 0; padding-left: 20px; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 14px; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: 4px 12px 4px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th { color: var(--soft); font-weight: 600; } .number { text-align: right; white-space: nowrap; }
td.text { min-width: 7em; }
svg { display: block; width: 100%; min-width: 480px; max-width: 720px; height: auto; margin: 8px 0; font: 12px system-ui, sans-serif; }
.bar { fill: var(--bar); } .grid { stroke: var(--line); } .axis { fill: var(--soft); } .name, .value { fill: var(--ink); }
@media print {
  :root { color-scheme: light; --ink: #000; --soft: #444; --line: #ccc; --paper: #fff; --card: #f4f4f4; --bar: #3b6fd4; --worse: #b42318; --better: #1a7f37; }
  @page { margin: 15mm; }
  body { max-width: none; padding: 0; font-size: 11px; } table { font-size: 10px; } nav { display: none; }
  .bar, .figure { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .finding, .figure, tr, svg { break-inside: avoid; } h2, h3 { break-after: avoid; } .scroll { overflow: visible; }
  a { color: inherit; text-decoration: none; }
}
`;
