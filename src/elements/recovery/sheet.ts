import { type CSSResult, type TemplateResult, css, html, nothing, render } from 'lit';
import type { RecoveryTerms } from './recovery.words.js';

/** What stands on the sheet. */
export interface Sheet {
  readonly terms: RecoveryTerms;
  readonly code: string;
  /** Whose code it is; empty where nobody is named yet. */
  readonly name: string;
  /** Both names, or the name of the partnership. */
  readonly partnership: string;
  readonly date: string;
  readonly page: string;
}

/** Of the page around, nothing is printed. */
const pageStyles = css`
  @media print {
    html,
    body {
      display: block !important;
      block-size: auto !important;
      min-block-size: 0 !important;
      margin: 0 !important;
      padding: 0 !important;
      overflow: visible !important;
      background: #fff !important;
    }

    body > :not([data-tandem-sheet]) {
      display: none !important;
    }
  }
`;

const sheetStyles = css`
  :host {
    display: none;
  }

  @media print {
    :host {
      display: block;
      font:
        11pt/1.5 system-ui,
        sans-serif;
      color: #000;
      color-scheme: light;
      overflow-wrap: anywhere;
    }
  }

  * {
    margin: 0;
    padding: 0;
  }

  h1 {
    font-size: 20pt;
    line-height: 1.2;
  }

  dl {
    margin-block: 8mm;
  }

  dt {
    margin-block-start: 4mm;
    color: #444;
  }

  dd {
    font-size: 13pt;
  }

  .code {
    border: 1.5pt solid #000;
    border-radius: 3mm;
    padding: 5mm;
    margin-block-start: 2mm;
    font:
      600 19pt/1.6 ui-monospace,
      Menlo,
      Consolas,
      monospace;
    letter-spacing: 0.06em;
    word-spacing: 0.5em;
    overflow-wrap: normal;
  }

  li {
    margin-inline-start: 5mm;
    margin-block-end: 1.5mm;
  }

  p {
    margin-block-start: 6mm;
    font-weight: 600;
  }
`;

/**
 * Prints a sheet with the code and nothing of the page around it. The sheet is on the page only while it is printed, and
 * fetches nothing.
 */
export function printSheet(sheet: Sheet): void {
  const place = document.createElement('div');
  place.dataset.tandemSheet = '';
  const root = place.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = sheetOf(sheetStyles);
  render(template(sheet), root);
  const mine = sheetOf(pageStyles);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, ...mine];
  document.body.append(place);
  const cleanUp = () => {
    place.remove();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => !mine.includes(each));
  };
  // On phones, printing goes on after the call has come back.
  addEventListener('afterprint', cleanUp, { once: true });
  print();
}

const sheetOf = ({ styleSheet }: CSSResult): CSSStyleSheet[] => (styleSheet ? [styleSheet] : []);

const template = ({ terms, code, name, partnership, date, page }: Sheet): TemplateResult =>
  html`<main>
    <h1>${terms.sheetTitle}</h1>
    <dl>
      <dt>${terms.sheetPartnership}</dt>
      <dd><bdi>${partnership}</bdi>${name ? html` · ${terms.sheetFor(name)}` : nothing}</dd>
      <dt>${terms.sheetDate}</dt>
      <dd>${date}</dd>
      <dt>${terms.sheetPage}</dt>
      <dd dir="ltr">${page}</dd>
      <dt>${terms.sheetCode}</dt>
      <dd class="code" dir="ltr">${code}</dd>
    </dl>
    <ol>
      <li>${terms.sheetOpen}</li>
      <li>${terms.sheetChoose}</li>
      <li>${terms.sheetAgain}</li>
    </ol>
    <p>${terms.sheetKeep}</p>
  </main>`;
