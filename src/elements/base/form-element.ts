import { type TemplateResult, html, nothing } from 'lit';
import { state } from 'lit/decorators.js';
import type { CommandInput, ValidationIssue } from '../../core/index.js';
import type { Draft } from './draft.js';
import { ActingElement } from './acting-element.js';
import type { View } from './element.js';
import { dayText } from './parts/dates.js';
import { fields } from './styles/fields.js';
import { writingWords } from './words/writing.js';

/** What is wrong with a form, by the path of the field in its command. */
export type Problems = Readonly<Record<string, string>>;

/** A widget with forms: they say what is missing once somebody tried to send them, and take focus along. */
export abstract class FormElement extends ActingElement {
  static override styles = [...ActingElement.styles, fields];

  /** Key of the form that somebody tried to send as it was. */
  @state() private tried = '';

  /**
   * What is wrong with each field of a form, by its path in the command: `text.soWhat`. That something is missing is
   * said only once somebody tried to send the form.
   */
  protected problemsOf(draft: Draft<object>, command: CommandInput): Problems {
    const answer = this.explain(command);
    if (answer.allowed || answer.code !== 'INVALID_COMMAND') return {};
    const { missing, tooLong, invalid } = this.words(writingWords);
    const sentences = { MISSING: missing, TOO_LONG: tooLong, INVALID: invalid };
    return Object.fromEntries(
      (answer.params.issues as readonly ValidationIssue[])
        .filter(({ problem }) => this.tried === draft.key || problem === 'TOO_LONG')
        .map(({ path, problem }) => [path, sentences[problem]]),
    );
  }

  /** {@link submit}, but for a form that is not filled in: that one says what is missing, and focus goes there. */
  protected async submitForm(draft: Draft<object>, command: CommandInput): Promise<boolean> {
    const answer = this.explain(command);
    if (!answer.allowed && answer.code === 'INVALID_COMMAND') {
      this.tried = draft.key;
      await this.updateComplete;
      const field = this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]');
      (field?.querySelector<HTMLElement>('input') ?? field)?.focus();
      // What no field speaks of is said once it is refused.
      if (field) return false;
    }
    this.tried = '';
    return this.submit(draft, command);
  }

  /** Moves focus once the next state is drawn: into a form that opens, back to the button of one that closes. */
  protected async focusOn(selector: string): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  /** A day as people say it: "Tue 1 Dec". */
  protected day(moment: string, view: View): string {
    return dayText(moment, view.partnership.now(), this.locale);
  }

  /** Why nothing moves at the moment: a break, the end, or a log that cannot be written; nothing while all is well. */
  protected renderStanding(view: View): TemplateResult | typeof nothing {
    const terms = this.words(writingWords);
    const { status } = view.document;
    if (view.readOnly) {
      const why = view.sync.error && this.sentenceFor(view.sync.error);
      return html`<p class="notice" role="status"><strong>${terms.readOnlyTitle}.</strong> ${why}</p>`;
    }
    if (status !== 'paused' && status !== 'closed') return nothing;
    return html`<p class="notice" role="status">${status === 'paused' ? terms.pausedNow : terms.closedNow}</p>`;
  }
}
