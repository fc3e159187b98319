/** Draws one report in a thread of its own, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import type { ReportContent } from './content.ts';
import { htmlReport } from './html-report.ts';
import { loadPictures } from './pictures.ts';

export interface PrintOrder {
  content: ReportContent;
  format: 'html' | 'docx';
}

const { content, format } = workerData as PrintOrder;
// Handed over, not copied: what is drawn may be large.
const drawn = new Uint8Array(await draw());
parentPort?.postMessage(drawn, [drawn.buffer]);

async function draw(): Promise<Uint8Array> {
  const pictures = await loadPictures(content);
  if (format === 'html') return new TextEncoder().encode(htmlReport(content, pictures));
  // Loaded only where it is asked for: the library is large.
  const { docxReport } = await import('./docx-report.ts');
  return docxReport(content, pictures);
}
