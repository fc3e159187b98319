/**
 * How a report looks on paper (A4, black on white, tables that break between their rows) and on a
 * phone, where a row's cells stand below each other.
 */
export const REPORT_STYLE = `
@page { size: A4; margin: 16mm 14mm; @bottom-right { content: counter(page) " / " counter(pages);
  font: 8.5pt sans-serif; } }
body { font: 10pt/1.45 "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif;
  color: #000; background: #fff; max-width: 190mm; margin: 0 auto; padding: 4mm;
  overflow-wrap: break-word; }
:lang(en) body { font-family: Arial, "Liberation Sans", "Noto Sans CJK SC", "Microsoft YaHei",
  sans-serif; }
h1 { font-size: 17pt; line-height: 1.3; margin: 0 0 2mm; }
h2 { font-size: 12.5pt; margin: 6mm 0 2mm; border-bottom: 0.4mm solid #000; break-after: avoid; }
p { margin: 1.5mm 0; }
p, dd, td { white-space: pre-line; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th, td { border: 0.2mm solid #999; padding: 0.8mm 1.6mm; text-align: left; vertical-align: top; }
th { background: #eee; font-weight: 600; }
tr, section:last-of-type { break-inside: avoid; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.5mm 6mm; margin: 0; }
dt { color: #444; }
dd { margin: 0; min-width: 0; }
.marked { font-weight: 700; }
.dim { color: #444; }
.code { font: 8pt/1.4 monospace; overflow-wrap: anywhere; border: 0.2mm solid #999;
  padding: 1.5mm; }
figure { margin: 3mm 0; break-inside: avoid; }
figcaption { font-size: 9pt; }
svg { width: 100%; border: 0.2mm solid #999; box-sizing: border-box; }
polyline { fill: none; stroke: #000; stroke-width: 1.4; }
line.mark { stroke: #000; stroke-dasharray: 4 3; }
.photo { display: inline-block; width: 48%; margin-right: 1.5%; vertical-align: top; }
.photo img { max-width: 100%; max-height: 75mm; }
footer { margin-top: 8mm; border-top: 0.2mm solid #999; color: #444; font-size: 9pt; }
@media screen and (max-width: 600px) {
  table, tbody, tr, td { display: block; }
  thead { display: none; }
  tr { border: 0.2mm solid #999; padding: 1mm 2mm; margin-bottom: 1mm; }
  td { border: 0; padding: 0; }
  td:empty { display: none; }
  td:not(:first-child)::before { content: attr(data-head) "\\2002"; color: #444; }
  td:first-child { font-weight: 600; }
  td div { display: inline; }
  td div + div { display: block; }
  .photo { width: 100%; }
}
`;
