import { type PropertyValues, type TemplateResult, html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import {
  type AgreementText,
  type AgreementVersion,
  type CommandInput,
  type Partnership,
  type PartnershipSnapshot,
  nameOf,
} from '../../core/index.js';
import { type Draft, draftOf } from '../base/draft.js';
import type { View } from '../base/element.js';
import { FormElement } from '../base/form-element.js';
import { Forms } from '../base/forms.js';
import { actionButton, linkButton } from '../base/parts/action-button.js';
import { audienceMark } from '../base/parts/audience.js';
import { heading } from '../base/parts/heading.js';
import { sentence } from '../base/parts/sentence.js';
import { changedParts } from '../base/parts/text-part.js';
import { writingWords } from '../base/words/writing.js';
import { roundWords } from '../base/words/round.js';
import { type FormingDraft, formCommand, formingFields } from './agreement.forming.js';
import { earlierText } from './agreement.history.js';
import { changes, signatures, wholeText } from './agreement.reading.js';
import { agreementStyles } from './agreement.styles.js';
import { type AgreementDraft, draftOfText, partsOf, textOfDraft } from './agreement.text.js';
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
 * @event {TandemFactEvent} tandem-round-opened - With that, a round begins.
 * @event {TandemFactEvent} tandem-change-undone - Something was taken back.
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
    const common = this.words(writingWords);
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
    const { document } = view;
    if (document.agreement.proposal) return sentence(terms.proposedBy, nameOf(document, by), this.day(at, view));
    const since = [signed[1] ?? at, signed[2] ?? at].sort()[1] ?? at;
    return sentence(terms.inForceSince, this.day(since, view));
  }

  #renderReading(view: View, version: AgreementVersion, draft: Draft<AgreementDraft>): TemplateResult {
    const terms = this.words(agreementWords);
    const { inForce, proposal } = view.document.agreement;
    const isMine = proposal?.signed[view.me];
    const level = this.headingLevel + 1;
    const isStale = proposal !== null && this.read?.revision !== proposal.revision;
    const before = isStale ? this.read?.text : proposal ? (inForce?.text ?? this.earlier) : undefined;
    const parts = before ? changedParts(partsOf(version.text, terms), partsOf(before, terms)) : [];
    const haveRead = () => {
      this.read = proposal ?? undefined;
      void this.focusOn('[data-home]');
    };
    const text = html`<div class="stack">${wholeText(version.text, terms)}</div>`;
    return html`
      ${
        isStale
          ? html`<div class="notice stack tight seat-${view.partner}" role="status">
              <p>${sentence(terms.changedMeanwhile, view.partnerName)}</p>
              <div class="row">${actionButton({ name: 'have-read', label: terms.haveRead, onClick: haveRead })}</div>
            </div>`
          : nothing
      }
      ${changes(parts, level, terms, [isStale || !inForce ? terms.before : terms.holdsNow, terms.proposed])}
      ${
        parts.length
          ? html`<details ?open=${!inForce}>
              <summary>${terms.wholeText}</summary>
              ${text}
            </details>`
          : text
      }
      ${signatures(view.document, version, terms, (moment) => this.day(moment, view))}
      ${proposal && inForce ? html`<p class="soft">${terms.holdsMeanwhile}</p>` : nothing}
      ${isMine ? html`<p>${sentence(terms.youSigned, view.partnerName)}</p>` : nothing}
      <div class="row">
        ${
          proposal && !isMine
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

  #renderChangeButton({ text }: AgreementVersion, { key, touched }: Draft<AgreementDraft>): TemplateResult {
    const terms = this.words(agreementWords);
    // Asked about the present words, the rules find nothing new in them; any other answer is about changing at all.
    const answer = this.explain({ type: 'agreement.propose', agreement: text });
    return actionButton({
      name: 'change',
      label: touched ? terms.goOn : terms.change,
      opens: key,
      onClick: () => this.#forms.open(key),
      reason: answer.allowed || answer.code === 'NOTHING_CHANGED' ? undefined : this.sentenceForRefusal(answer),
    });
  }

  #renderWriting(view: View, draft: Draft<AgreementDraft>): TemplateResult {
    const terms = this.words(agreementWords);
    const common = this.words(writingWords);
    const shared = this.words(roundWords);
    const { partner, partnerName } = view;
    const { inForce, proposal } = view.document.agreement;
    const onTable = proposal ?? inForce;
    const command: CommandInput = { type: 'agreement.propose', agreement: textOfDraft(draft.values) };
    const isSigned = proposal && (proposal.signed[1] ?? proposal.signed[2]);
    const note = isSigned ? terms.takesBack : inForce && terms.holdsMeanwhile;
    const close = () => this.#forms.close(draft.key);
    const propose = async () => {
      if (await this.submitForm(draft, command)) close();
    };
    return html`<div
      class="stack wide"
      data-form=${draft.key}
      @keydown=${({ key }: KeyboardEvent) => onTable && key === 'Escape' && close()}
    >
      ${
        draft.touched && onTable && draft.values.base !== onTable.revision
          ? html`<p class="notice seat-${partner}" role="status">
              ${sentence(terms.changedMeanwhile, partnerName)} ${terms.yoursAreKept}
            </p>`
          : nothing
      }
      ${writingFields({
        draft,
        terms,
        example: common,
        problems: this.problemsOf(draft, command),
        audience: this.audience(view, 'me', common.onlyYouUntil(partnerName)),
      })}
      ${note ? html`<p class="soft">${note}</p>` : nothing}
      <div class="row">
        ${this.commandButton(
          {
            name: 'propose',
            label: sentence(terms.propose, partnerName),
            primary: true,
            onClick: () => void propose(),
          },
          command,
        )}
        ${onTable ? linkButton('close', shared.close, close) : nothing}
        ${
          draft.touched
            ? linkButton('discard', shared.throwAway, () => this.#forms.throwAway(draft))
            : this.#forms.canBringBack(draft)
              ? linkButton('discard', shared.bringBack, () => this.#forms.bringBack(draft))
              : nothing
        }
        ${this.renderDraftNote(draft, view)}
      </div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tandem-agreement': TandemAgreement;
  }
}
