import { type SVGTemplateResult, type TemplateResult, html, svg } from 'lit';

const paths = {
  lock: svg`<rect x="3" y="7" width="10" height="7" rx="1.5"/><path d="M5.2 7V5a2.8 2.8 0 0 1 5.6 0v2"/>`,
  pair: svg`<circle cx="5.2" cy="5" r="2.4"/><circle cx="11" cy="5.6" r="2"/><path d="M1 13c.3-2.8 2-4 4.2-4s3.900 1.200 4.200 4M10.500 9.200c2.200-.2 4 1 4.400 3.600"/>`,
  check: svg`<path d="M3 8.500l3.400 3.500L13 4.500"/>`,
  up: svg`<path d="M8 13V3.500M3.800 7.500L8 3.200l4.200 4.300"/>`,
  down: svg`<path d="M8 3v9.500M3.800 8.500L8 12.800l4.200-4.300"/>`,
  undo: svg`<path d="M3 6.500h6.500a3.500 3.500 0 0 1 0 7H6M5.800 3.500L2.800 6.500l3 3"/>`,
  more: svg`<path d="M4 6.500l4 4 4-4"/>`,
  swap: svg`<path d="M2 5.500h10M9.500 2.800L12.200 5.500 9.500 8.200M14 10.500H4M6.500 7.800L3.800 10.500l2.700 2.700"/>`,
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
