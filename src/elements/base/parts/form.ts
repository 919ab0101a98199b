import { type TemplateResult, html } from 'lit';
import type { Explanation, ValidationIssue } from '../../../core/index.js';
import type { Terms, Words } from '../words/words.js';
import type { commonWords } from '../words/common.js';

type CommonTerms = typeof commonWords extends Words<infer T extends Terms> ? T : never;

/**
 * What is wrong with each field of a form, by its path in the command: `text.soWhat`. That something is missing is said
 * only once somebody tried to send the form.
 */
export function fieldProblems(
  answer: Explanation,
  terms: CommonTerms,
  tried: boolean,
): Readonly<Record<string, string>> {
  if (answer.allowed || answer.code !== 'INVALID_COMMAND') return {};
  const issues = answer.params.issues as readonly ValidationIssue[];
  const sentences = { MISSING: terms.missing, TOO_LONG: terms.tooLong, INVALID: terms.invalid };
  return Object.fromEntries(
    issues
      .filter(({ problem }) => tried || problem === 'TOO_LONG')
      .map(({ path, problem }) => [path, sentences[problem]]),
  );
}

/** Moves focus to the first field that cannot be sent as it is. */
export function focusInvalid(root: ParentNode): void {
  const field = root.querySelector<HTMLElement>('[aria-invalid="true"]');
  (field?.querySelector<HTMLElement>('input') ?? field)?.focus();
}

/** One good example under a field that is still empty; taken over by a click, which leaves focus in the field. */
export function exampleOffer(
  field: string,
  example: string,
  { forExample, takeExample }: Pick<CommonTerms, 'forExample' | 'takeExample'>,
  take: (example: string) => void,
): TemplateResult {
  const onClick = (event: Event) => {
    const root = (event.currentTarget as Element).getRootNode() as ShadowRoot;
    take(example);
    root.getElementById(field)?.focus();
  };
  return html`<p class="hint" data-example=${field}>
    ${forExample} <q dir="auto">${example}</q>
    <button
      type="button"
      class="link"
      data-action="take-${field}"
      aria-describedby="${field}-example"
      @click=${onClick}
    >
      ${takeExample}</button
    ><span class="hidden-text" id="${field}-example">${example}</span>
  </p>`;
}
