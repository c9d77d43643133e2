// Draws one page of one PDF for whoever started this process: what it takes of time and memory is taken from nobody else.
import { createCanvas } from '@napi-rs/canvas';
import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';

process.once('message', async ({ pdf, page: number, width }) => {
  try {
    const data = new Uint8Array(pdf);
    const document = await getDocument({ data, isEvalSupported: false, verbosity: VerbosityLevel.ERRORS }).promise;
    const page = await document.getPage(number);
    const { width: natural } = page.getViewport({ scale: 1 });
    const viewport = page.getViewport({ scale: width / natural });
    const canvas = createCanvas(Math.round(viewport.width), Math.round(viewport.height));
    await page.render({ canvas, canvasContext: canvas.getContext('2d'), viewport }).promise;
    process.send({ png: canvas.toBuffer('image/png') }, () => process.disconnect());
  } catch {
    process.send({ png: null }, () => process.disconnect());
  }
});
