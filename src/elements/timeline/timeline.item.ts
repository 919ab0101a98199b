import { type TemplateResult, html, nothing } from 'lit';
import { type FactType, type PartnershipDocument, nameOf } from '../../core/index.js';
import { person } from '../base/parts/person.js';
import { sentence } from '../base/parts/sentence.js';
import type { Part, Told } from './timeline.tell.js';
import { type HappenedTerms, type TimelineTerms, sentenceKey } from './timeline.words.js';

/** A longer text is shown on request. */
const LONG = 220;

const milestones: readonly FactType[] = [
  'partnership.formed',
  'partnership.paused',
  'partnership.resumed',
  'partnership.closed',
  'coaching.started',
  'round.opened',
  'phase.entered',
  'round.closed',
];

interface ItemOptions {
  readonly told: Told;
  readonly document: PartnershipDocument;
  readonly terms: TimelineTerms;
  readonly happened: HappenedTerms;
  readonly time: (at: string) => string;
}

/** One thing that happened. */
export function timelineItem({ told, document, terms, happened, time }: ItemOptions): TemplateResult | typeof nothing {
  const { item, lead, parts } = told;
  const { fact, by, seat, undone } = item;
  const key = sentenceKey(fact);
  if (!key) return nothing;
  const isMilestone = milestones.includes(fact.type);
  const count = 'round' in fact ? fact.round : 'confidence' in fact ? fact.confidence : confidenceOf(fact);
  const names = [by ? nameOf(document, by) : '', seat ? nameOf(document, seat) : '', count];
  const colour = isMilestone ? seat : by;
  return html`<li
    class="item ${isMilestone ? 'milestone' : ''} ${undone ? 'undone' : ''} ${colour ? `seat-${colour}` : ''}"
    part=${isMilestone ? 'item milestone' : 'item'}
    data-fact=${fact.type}
  >
    <span class="mark"
      >${!isMilestone && by ? person(document, by, { bare: true }) : html`<i aria-hidden="true"></i>`}</span
    >
    <div class="stack nearer">
      <p class="line">
        <span class="what">${sentence(happened[key], ...names)}</span>
        ${undone ? html`<span class="tag">${terms.takenBack}</span>` : nothing}
        <time class="small soft" datetime=${fact.at}>${time(fact.at)}</time>
      </p>
      ${texts(lead, parts, terms)}
    </div>
  </li>`;
}

const confidenceOf = (fact: Told['item']['fact']) => (fact.type === 'checkIn.recorded' ? fact.text.confidence : '');

function texts(lead: string | undefined, parts: readonly Part[], terms: TimelineTerms) {
  const isLong = lead !== undefined && lead.length > LONG;
  const [only] = parts;
  // One short line needs no disclosure.
  const isShort = parts.length === 1 && only && !only.label && only.before === undefined && only.text.length <= LONG;
  const more = isLong && parts.every((part) => part.text !== lead) ? [{ text: lead }, ...parts] : isShort ? [] : parts;
  const shown = isLong ? `${lead.slice(0, LONG).replace(/\s+\S*$/u, '')} …` : lead;
  const summary = parts.some(({ before }) => before !== undefined) ? terms.compare : terms.read;
  return html`${shown?.trim() ? html`<p class="words quote" dir="auto">${shown}</p>` : nothing}
  ${isShort && !isLong ? html`<p class="words" dir="auto">${only.text}</p>` : nothing}
  ${
    more.length
      ? html`<details part="details">
          <summary>${summary}</summary>
          <dl class="parts">${more.map((part) => detail(part, terms))}</dl>
        </details>`
      : nothing
  }`;
}

const detail = ({ label, text, before }: Part, terms: TimelineTerms): TemplateResult =>
  before === undefined
    ? html`<div>
        ${label ? html`<dt dir="auto">${label}</dt>` : nothing}
        <dd class="words" dir="auto">${text}</dd>
      </div>`
    : html`<div>
        ${label ? html`<dt dir="auto">${label}</dt>` : nothing}
        <dd class="compare">${version(terms.before, before, 'before')} ${version(terms.after, text, 'after')}</dd>
      </div>`;

const version = (label: string, text: string, name: string): TemplateResult =>
  html`<div class=${name}>
    <span class="small soft">${label}</span>
    <p class="words" dir="auto">${text || '–'}</p>
  </div>`;
