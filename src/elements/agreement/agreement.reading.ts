import { type TemplateResult, html, nothing } from 'lit';
import { type AgreementText, type AgreementVersion, type PartnershipDocument, seats } from '../../core/index.js';
import { heading } from '../base/parts/heading.js';
import { person } from '../base/parts/person.js';
import { changedParts, countedParts, partText, partTitle, writtenParts } from './agreement.text.js';
import type { AgreementTerms } from './agreement.words.js';

/** A part that somebody wrote, or that was left open. */
const said = (text: string, terms: AgreementTerms): TemplateResult =>
  text ? html`<span class="words" dir="auto">${text}</span>` : html`<span class="soft">${terms.leftOpen}</span>`;

/** The whole text: what was written, then the numbers side by side. */
export const wholeText = (text: AgreementText, terms: AgreementTerms): TemplateResult =>
  html`<dl class="text stack">
      ${writtenParts.map(
        (part) =>
          html`<div>
            <dt>${terms[part]}</dt>
            <dd>${said(partText(text, part, terms), terms)}</dd>
          </div>`,
      )}
    </dl>
    <dl class="text figures">
      ${countedParts.map(
        (part) =>
          html`<div>
            <dt>${partTitle(part, terms)}</dt>
            <dd>${partText(text, part, terms)}</dd>
          </div>`,
      )}
    </dl>`;

/** What is different in words, old beside new, each under its name. */
export function changes(
  old: AgreementText,
  text: AgreementText,
  level: number,
  terms: AgreementTerms,
  [before, after]: readonly [string, string],
): TemplateResult | typeof nothing {
  const parts = changedParts(old, text, terms);
  if (!parts.length) return nothing;
  return html`<section class="stack" data-part="changes">
    ${heading(level, terms.changes, 'subtitle')}
    ${parts.map(
      (part) =>
        html`<div class="change">
          <p class="label">${partTitle(part, terms)}</p>
          <p><span class="eyebrow">${before}</span><br /><del>${said(partText(old, part, terms), terms)}</del></p>
          <p><span class="eyebrow">${after}</span><br /><ins>${said(partText(text, part, terms), terms)}</ins></p>
        </div>`,
    )}
  </section>`;
}

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
      return html`<li class="seat-${seat} ${at === null ? '' : 'signed'}" data-signed=${at === null ? 'no' : 'yes'}>
        ${person(document, seat)}
        <span class="small soft">${at === null ? terms.notSigned : terms.signedOn(day(at))}</span>
      </li>`;
    })}
  </ul>`;
