import { type TemplateResult, html } from 'lit';

/** A QR code as one drawing. */
export interface QrCode {
  /** Modules along one side, with the quiet zone around them. */
  readonly size: number;
  /** All dark modules, as the data of an SVG path. */
  readonly path: string;
}

/** Light modules around the code, as the standard wants them. */
const QUIET = 4;

/** Draws a text as a QR code. What does so is loaded with the first one. */
export async function qrCode(text: string): Promise<QrCode> {
  const { correction, generate } = await import('lean-qr/nano');
  const code = generate(text, { minCorrectionLevel: correction.M });
  const { size } = code;
  let path = '';
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const from = x;
      while (x < size && code.get(x, y)) x += 1;
      if (x > from) path += `M${from + QUIET} ${y + QUIET}h${x - from}v1h${from - x}z`;
    }
  }
  return { size: size + 2 * QUIET, path };
}

/** The drawing, dark on light. */
export const qrPicture = ({ size, path }: QrCode, label: string): TemplateResult =>
  html`<svg
    class="qr"
    part="qr"
    viewBox="0 0 ${size} ${size}"
    role="img"
    aria-label=${label}
    shape-rendering="crispEdges"
  >
    <rect width=${size} height=${size} fill="#fff"></rect>
    <path d=${path} fill="#000"></path>
  </svg>`;
