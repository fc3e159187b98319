/** How a report looks on paper: A4, black on white, tables that break between their rows. */
export const REPORT_STYLE = `
@page { size: A4; margin: 16mm 14mm; }
body { font: 10.5pt/1.5 "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif;
  color: #000; max-width: 190mm; margin: 0 auto; padding: 4mm; }
h1 { font-size: 17pt; margin: 0 0 2mm; }
h2 { font-size: 12.5pt; margin: 6mm 0 2mm; border-bottom: 0.4mm solid #000; break-after: avoid; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 0.2mm solid #999; padding: 1mm 2mm; text-align: left; vertical-align: top; }
th { background: #eee; font-weight: 600; }
tr { break-inside: avoid; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.5mm 6mm; margin: 0; }
dt { color: #444; }
dd { margin: 0; }
.late, .blank { font-weight: 700; }
span.blank { white-space: nowrap; }
.late::before, .blank::before { content: "▲ "; }
.dim { color: #444; }
figure { margin: 3mm 0; break-inside: avoid; }
svg { width: 100%; height: 24mm; border: 0.2mm solid #999; }
polyline { fill: none; stroke: #000; stroke-width: 1.2; }
line.opened { stroke: #000; stroke-dasharray: 4 3; }
footer { margin-top: 8mm; border-top: 0.2mm solid #999; color: #444; }
`;
