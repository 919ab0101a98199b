import { type TemplateResult, html, nothing } from 'lit';
import { type AgreementText, type AgreementVersion, type PartnershipDocument, seats } from '../../core/index.js';
import { heading } from '../base/parts/heading.js';
import { person } from '../base/parts/person.js';
import type { TextPart } from '../base/parts/text-part.js';
import { countedIn, writtenIn } from './agreement.text.js';
import type { AgreementTerms } from './agreement.words.js';

/** A part that somebody wrote, or that was left open. */
const said = (text: string, terms: AgreementTerms): TemplateResult =>
  text ? html`<span class="words" dir="auto">${text}</span>` : html`<span class="soft">${terms.leftOpen}</span>`;

/** The whole text: what was written, then the numbers side by side. */
export function wholeText(text: AgreementText, terms: AgreementTerms): TemplateResult {
  const list = (parts: readonly TextPart[]) =>
    parts.map(
      (part) =>
        html`<div>
          <dt>${part.label}</dt>
          <dd>${said(part.text, terms)}</dd>
        </div>`,
    );
  return html`<dl class="stack">${list(writtenIn(text, terms))}</dl>
    <dl class="figures">${list(countedIn(text, terms))}</dl>`;
}

/** What is different in words, old beside new, each under its name. */
export const changes = (
  parts: readonly TextPart[],
  level: number,
  terms: AgreementTerms,
  [before, after]: readonly [string, string],
): TemplateResult | typeof nothing =>
  parts.length
    ? html`<section class="stack" data-part="changes">
        ${heading(level, terms.changes, 'subtitle')}
        ${parts.map(
          (part) =>
            html`<div class="change">
              <p class="label">${part.label}</p>
              <p><span class="eyebrow">${before}</span><br /><del>${said(part.before ?? '', terms)}</del></p>
              <p><span class="eyebrow">${after}</span><br /><ins>${said(part.text, terms)}</ins></p>
            </div>`,
        )}
      </section>`
    : nothing;

/** Both names, as under a letter. */
export const signatures = (
  document: PartnershipDocument,
  { signed }: AgreementVersion,
  terms: AgreementTerms,
  day: (moment: string) => string,
): TemplateResult =>
  html`<ul class="plain signatures" aria-label=${terms.signatures}>
    ${seats.map((seat) => {
      const at = signed[seat];
      return html`<li class="row apart seat-${seat} ${at ? 'signed' : ''}" data-signed=${at ? 'yes' : 'no'}>
        ${person(document, seat)}
        <span class="small soft">${at ? terms.signedOn(day(at)) : terms.notSigned}</span>
      </li>`;
    })}
  </ul>`;
