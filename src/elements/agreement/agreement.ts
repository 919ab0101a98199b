import { type PropertyValues, type TemplateResult, html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import type {
  AgreementText,
  AgreementVersion,
  CommandInput,
  Partnership,
  PartnershipSnapshot,
} from '../../core/index.js';
import { type Draft, draftOf } from '../base/draft.js';
import type { View } from '../base/element.js';
import { FormElement } from '../base/form-element.js';
import { Forms } from '../base/forms.js';
import { actionButton } from '../base/parts/action-button.js';
import { audienceMark } from '../base/parts/audience.js';
import { heading } from '../base/parts/heading.js';
import { sentence } from '../base/parts/sentence.js';
import { commonWords } from '../base/words/common.js';
import { type FormingDraft, formCommand, formingFields } from './agreement.forming.js';
import { earlierText } from './agreement.history.js';
import { changes, signatures, wholeText } from './agreement.reading.js';
import { agreementStyles } from './agreement.styles.js';
import { type AgreementDraft, changedParts, draftOfText, textOfDraft } from './agreement.text.js';
import { agreementWords } from './agreement.words.js';
import { writingFields } from './agreement.writing.js';

/**
 * What the two promise each other: they name themselves, write it, sign it, and change it together.
 *
 * @tag tandem-agreement
 * @summary The agreement of the two, with both signatures.
 * @event {TandemFactEvent} tandem-partnership-formed - The two are named.
 * @event {TandemFactEvent} tandem-agreement-proposed - A text lies on the table.
 * @event {TandemFactEvent} tandem-agreement-signed - The member has signed.
 * @event {TandemFactEvent} tandem-coaching-started - Both have signed for the first time.
 * @csspart button - A button.
 * @csspart primary-button - The button of what comes next.
 * @csspart field - A field with its label.
 */
export class TandemAgreement extends FormElement {
  static readonly tag: string = 'tandem-agreement';
  static override styles = [...FormElement.styles, agreementStyles];

  /** Id of the other member, as the host knows them. A new one is made where it is left out. */
  @property({ attribute: 'partner-id' }) partnerId = '';

  /** What the member is called, to start with; they can change it. */
  @property({ attribute: 'me-name' }) meName = '';

  /** What the other member is called, to start with. */
  @property({ attribute: 'partner-name' }) partnerName = '';

  /** The text before the proposal, where it never was in force. */
  @state() private earlier: AgreementText | undefined;
  /** The proposal as the member has read it, so that nobody signs what changed under their eyes. */
  @state() private read: AgreementVersion | undefined;
  #read: Partnership | undefined;
  #asked = 0;
  #newId: string | undefined;
  readonly #forms = new Forms(this);

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { current } = this;
    if (current !== this.#read) {
      this.#read = current;
      this.read = this.earlier = this.#newId = undefined;
      this.#asked = 0;
    }
    const { document, seat } = current?.getSnapshot() ?? {};
    const { proposal, inForce } = document?.agreement ?? {};
    if (!proposal) this.read = undefined;
    else if (!this.read || proposal.by === seat || this.read.revision === proposal.revision) this.read = proposal;
    if (current && proposal && !inForce && proposal.revision > 1 && this.#asked !== proposal.revision) {
      this.#asked = proposal.revision;
      this.earlier = undefined;
      void earlierText(current, proposal.revision).then((text) => {
        if (this.#asked === proposal.revision && this.#read === current) this.earlier = text;
      });
    }
  }

  /** Whoever pressed a button that is gone afterwards goes on from the title, or where the host led them. */
  protected override async send(command: CommandInput): Promise<boolean> {
    const root = this.renderRoot as ShadowRoot;
    const pressed = root.activeElement;
    const sent = await super.send(command);
    await this.updateComplete;
    if (pressed && document.activeElement === document.body) await this.focusOn('[data-home]');
    return sent;
  }

  protected override renderForming(partnership: Partnership, snapshot: PartnershipSnapshot): TemplateResult {
    const terms = this.words(agreementWords);
    const common = this.words(commonWords);
    const draft = draftOf<FormingDraft>(this, partnership, 'forming', {
      myName: this.meName,
      partnerName: this.partnerName,
      rhythm: 'mutual',
      first: 1,
    });
    const command = formCommand(partnership, this.partnerId || (this.#newId ??= partnership.newId()), draft.values);
    const partner = draft.values.partnerName.trim() || common.yourPartner;
    return html`<section class="pad stack wide">
      <div class="stack tight">
        ${heading(this.headingLevel, terms.formingTitle)}
        <p>${terms.formingIntro}</p>
      </div>
      ${formingFields(
        draft,
        terms,
        this.problemsOf(draft, command),
        audienceMark('me', terms.formingAudience),
        common.yourPartner,
      )}
      <div class="row">
        ${this.commandButton(
          {
            name: 'begin',
            label: sentence(terms.begin, partner),
            primary: true,
            onClick: () => void this.submitForm(draft, command),
          },
          command,
        )}
        ${this.renderDraftNote(draft, snapshot)}
      </div>
      ${this.renderProblem()}
    </section>`;
  }

  protected override renderView(view: View): TemplateResult {
    const { inForce, proposal } = view.document.agreement;
    const onTable = proposal ?? inForce;
    const draft = draftOf<AgreementDraft>(
      this,
      view.partnership,
      'agreement',
      draftOfText(onTable?.text, onTable?.revision ?? 0),
    );
    const writes = onTable ? this.#forms.isOpen(draft) : view.document.status === 'agreeing';
    const terms = this.words(agreementWords);
    return html`<section class="pad stack wide">
      <div class="stack tight" tabindex="-1" data-home>
        ${onTable && !writes ? html`<p class="eyebrow">${this.#standing(view, onTable)}</p>` : nothing}
        ${heading(this.headingLevel, terms.title)}
        ${writes ? html`<p>${terms.intro}</p>` : html`<div>${this.audience(view, 'pair')}</div>`}
      </div>
      ${this.renderStanding(view)}
      ${writes ? this.#renderWriting(view, draft) : onTable ? this.#renderReading(view, onTable, draft) : nothing}
      ${this.renderProblem()}
    </section>`;
  }

  /** Whose words these are, and since when. */
  #standing(view: View, { by, at, signed }: AgreementVersion): TemplateResult {
    const terms = this.words(agreementWords);
    const { inForce, proposal } = view.document.agreement;
    const name = view.document.members?.[by - 1]?.name ?? '';
    if (proposal) return sentence(inForce ? terms.changeProposed : terms.proposedBy, name, this.day(at, view));
    const since = [signed[1] ?? at, signed[2] ?? at].sort()[1] ?? at;
    return sentence(terms.inForceSince, this.day(since, view));
  }

  #renderReading(view: View, version: AgreementVersion, draft: Draft<AgreementDraft>): TemplateResult {
    const terms = this.words(agreementWords);
    const { inForce, proposal } = view.document.agreement;
    const level = this.headingLevel + 1;
    const isStale = proposal !== null && this.read?.revision !== proposal.revision;
    const before = isStale ? this.read?.text : proposal ? (inForce?.text ?? this.earlier) : undefined;
    const text = wholeText(version.text, terms);
    const isComparison = proposal && inForce && changedParts(inForce.text, proposal.text, terms).length > 0;
    return html`
      ${
        isStale
          ? html`<div class="notice stack tight seat-${view.partner}" role="status">
              <p>${sentence(terms.changedWhileReading, view.partnerName)}</p>
              <div class="row">
                ${actionButton({ name: 'have-read', label: terms.haveRead, onClick: () => (this.read = proposal) })}
              </div>
            </div>`
          : nothing
      }
      ${before ? changes(before, version.text, level, terms, isStale || !inForce ? [terms.before, terms.now] : [terms.holdsNow, terms.proposed]) : nothing}
      ${
        isComparison
          ? html`<details>
              <summary>${terms.wholeText}</summary>
              <div class="stack">${text}</div>
            </details>`
          : html`<div class="stack">${before ? heading(level, terms.wholeText, 'subtitle') : nothing} ${text}</div>`
      }
      ${signatures(view.document, version, terms, (moment) => this.day(moment, view))}
      ${proposal && inForce ? html`<p class="soft">${terms.holdsMeanwhile}</p>` : nothing}
      ${proposal?.signed[view.me] ? html`<p>${sentence(terms.youSigned, view.partnerName)}</p>` : nothing}
      <div class="row">
        ${
          proposal && !proposal.signed[view.me]
            ? this.commandButton(
                { name: 'sign', label: terms.sign, primary: true },
                { type: 'agreement.sign', revision: this.read?.revision ?? proposal.revision },
              )
            : nothing
        }
        ${this.#renderChangeButton(version, draft)} ${this.renderUndo(view, 'agreement.proposed', 'agreement.signed')}
      </div>
    `;
  }

  #renderChangeButton({ text }: AgreementVersion, draft: Draft<AgreementDraft>): TemplateResult {
    const terms = this.words(agreementWords);
    // Asked about the present words, the rules find nothing new in them; any other answer is about changing at all.
    const answer = this.explain({ type: 'agreement.propose', agreement: text });
    const isOpen = answer.allowed || answer.code === 'NOTHING_CHANGED';
    const label = draft.touched
      ? terms.goOn
      : this.current?.getSnapshot().document.agreement.proposal
        ? terms.change
        : terms.revisit;
    return actionButton({
      name: 'change',
      label,
      opens: draft.key,
      onClick: () => this.#forms.open(draft.key),
      reason: isOpen ? undefined : this.sentenceForRefusal(answer),
    });
  }

  #renderWriting(view: View, draft: Draft<AgreementDraft>): TemplateResult {
    const terms = this.words(agreementWords);
    const { inForce, proposal } = view.document.agreement;
    const onTable = proposal ?? inForce;
    const command = { type: 'agreement.propose', agreement: textOfDraft(draft.values) } as const;
    const isSigned = proposal && (proposal.signed[1] ?? proposal.signed[2]) !== null;
    return html`<div class="stack wide" data-form=${draft.key}>
      ${
        draft.touched && onTable && draft.values.base !== onTable.revision
          ? html`<p class="notice seat-${view.partner}" role="status">
              ${sentence(terms.changedMeanwhile, view.partnerName)}
            </p>`
          : nothing
      }
      ${writingFields({
        draft,
        terms,
        example: this.words(commonWords),
        problems: this.problemsOf(draft, command),
        audience: this.audience(view, 'me', terms.audienceUntil(view.partnerName)),
      })}
      ${isSigned ? html`<p class="soft">${terms.takesBack}</p>` : inForce ? html`<p class="soft">${terms.holdsMeanwhile}</p>` : nothing}
      <div class="row">
        ${this.commandButton(
          {
            name: 'propose',
            label: sentence(terms.propose, view.partnerName),
            primary: true,
            onClick: () => void this.#propose(draft, command),
          },
          command,
        )}
        ${
          onTable
            ? actionButton({ name: 'close', label: terms.close, onClick: () => this.#forms.close(draft.key) })
            : nothing
        }
        ${this.#renderDiscard(draft, terms)} ${this.renderDraftNote(draft, view)}
      </div>
    </div>`;
  }

  #renderDiscard(
    draft: Draft<AgreementDraft>,
    terms: { discard: string; bringBack: string },
  ): TemplateResult | typeof nothing {
    const [label, act] = draft.touched
      ? [terms.discard, () => this.#forms.throwAway(draft)]
      : [terms.bringBack, () => this.#forms.bringBack(draft)];
    if (!draft.touched && !this.#forms.canBringBack(draft)) return nothing;
    return html`<button type="button" class="link" data-action="discard" @click=${act}>${label}</button>`;
  }

  async #propose(draft: Draft<AgreementDraft>, command: Parameters<typeof this.submitForm>[1]): Promise<void> {
    if (await this.submitForm(draft, command)) this.#forms.close(draft.key);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tandem-agreement': TandemAgreement;
  }
}
