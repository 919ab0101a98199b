import { type SVGTemplateResult, type TemplateResult, html, svg } from 'lit';

const paths = {
  lock: svg`<rect x="3" y="7" width="10" height="7" rx="1.5"/><path d="M5.2 7V5a2.8 2.8 0 0 1 5.6 0v2"/>`,
  pair: svg`<circle cx="5.2" cy="5" r="2.4"/><circle cx="11" cy="5.6" r="2"/><path d="M1 13c.3-2.8 2-4 4.2-4s3.9 1.2 4.2 4M10.5 9.2c2.2-.2 4 1 4.4 3.6"/>`,
  check: svg`<path d="M3 8.5l3.4 3.5L13 4.5"/>`,
  undo: svg`<path d="M3 6.5h6.5a3.5 3.5 0 0 1 0 7H6M5.8 3.5L2.8 6.5l3 3"/>`,
  more: svg`<path d="M4 6.5l4 4 4-4"/>`,
  swap: svg`<path d="M2 5.5h10M9.5 2.8L12.2 5.5 9.5 8.2M14 10.5H4M6.5 7.8L3.8 10.5l2.7 2.7"/>`,
} satisfies Record<string, SVGTemplateResult>;

/** A small drawing in the colour of the text around it. Decoration only: words stand beside it. */
export const icon = (name: keyof typeof paths): TemplateResult =>
  html`<svg
    class="icon"
    viewBox="0 0 16 16"
    fill="none"
    stroke="currentColor"
    stroke-width="1.4"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${paths[name]}
  </svg>`;
