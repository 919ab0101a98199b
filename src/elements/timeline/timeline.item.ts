import { type TemplateResult, html, nothing } from 'lit';
import { type FactType, type PairFact, type PartnershipDocument, nameOf } from '../../core/index.js';
import { person } from '../base/parts/person.js';
import { sentence } from '../base/parts/sentence.js';
import type { TextPart } from '../base/parts/text-part.js';
import type { didWords } from '../base/words/did.js';
import type { ToldItem } from './timeline.tell.js';
import type { TimelineTerms } from './timeline.words.js';

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

/** What a person did. */
type DidFact = Extract<PairFact, { readonly type: keyof ItemOptions['did'] }>;

interface ItemOptions {
  readonly told: ToldItem;
  readonly document: PartnershipDocument;
  readonly terms: TimelineTerms;
  /** What somebody did, by the type of the fact. */
  readonly did: (typeof didWords)['english'];
  /** Names of the phases. */
  readonly phases: Readonly<Record<string, string>>;
  readonly time: (at: string) => string;
}

/** One thing that happened. */
export function timelineItem(options: ItemOptions): TemplateResult | typeof nothing {
  const { told, document, terms, time } = options;
  const { item, lead, parts } = told;
  const { fact, by, seat, undone } = item;
  // A round begins with its goals.
  if (fact.type === 'phase.entered' && fact.phase === 'goalSetting') return nothing;
  const isMilestone = milestones.includes(fact.type);
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
        <span class="what">${whatHappened(options)}</span>
        ${undone ? html`<span class="tag">${terms.takenBack}</span>` : nothing}
        <time class="small soft" datetime=${fact.at}>${time(fact.at)}</time>
      </p>
      ${texts(lead, parts, terms)}
    </div>
  </li>`;
}

/** Who did what, or how a round went on. */
function whatHappened({ told, document, terms, did, phases }: ItemOptions): unknown {
  const { fact, by, seat } = told.item;
  const [who, whose] = [by, seat].map((each) => each && nameOf(document, each));
  switch (fact.type) {
    case 'coaching.started':
      return terms.coachingStarted;
    case 'round.opened':
      return sentence(terms.roundOpened, whose, fact.round);
    case 'round.closed':
      return sentence(fact.swapped ? terms.roundClosed : terms.roundWaived, whose, fact.round);
    case 'phase.entered':
      return sentence(terms.phaseEntered, whose, phases[fact.phase]);
    default:
      return sentence((name) => terms.did(name, did[didKey(fact)]), who);
  }
}

function didKey(fact: DidFact): keyof ItemOptions['did'] {
  if (fact.type === 'agreement.proposed' && fact.revision > 1) return 'agreement.changed';
  return fact.type === 'checkIn.answered' && fact.kind === 'encouragement' ? 'checkIn.encouraged' : fact.type;
}

function texts(lead = '', parts: readonly TextPart[], terms: TimelineTerms): readonly unknown[] {
  const isLong = lead.length > LONG;
  const shown = isLong ? `${lead.slice(0, LONG).replace(/\s+\S*$/u, '')} …` : lead;
  const all = isLong && parts.every(({ text }) => text !== lead) ? [{ text: lead }, ...parts] : parts;
  const isCompared = all.some(({ before }) => before !== undefined);
  const [first] = all;
  // One short line needs no disclosure.
  const isLine = all.length === 1 && first && !first.label && !isCompared && first.text.length <= LONG;
  return [
    shown.trim() && html`<p class="words soft quote" dir="auto">${shown}</p>`,
    isLine
      ? html`<p class="words" dir="auto">${first.text}</p>`
      : first &&
        html`<details class="small" part="details">
          <summary>${isCompared ? terms.compare : terms.read}</summary>
          <dl class="parts">${all.map((part) => detail(part, terms))}</dl>
        </details>`,
  ];
}

const detail = ({ label, text, before }: TextPart, terms: TimelineTerms): TemplateResult =>
  html`<div>
    ${label ? html`<dt class="small soft" dir="auto">${label}</dt>` : nothing}
    ${
      before === undefined
        ? html`<dd class="words" dir="auto">${text}</dd>`
        : html`<dd class="compare">
            ${version(terms.before, before, 'before')} ${version(terms.after, text, 'after')}
          </dd>`
    }
  </div>`;

const version = (label: string, text: string, name: string): TemplateResult =>
  html`<div class=${name}>
    <span class="small soft">${label}</span>
    <p class="words" dir="auto">${text || '–'}</p>
  </div>`;
