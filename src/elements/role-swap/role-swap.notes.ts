import { type TemplateResult, html, nothing } from 'lit';
import type { SwapSide } from '../../core/index.js';
import type { Draft } from '../base/draft.js';
import { textField } from '../base/parts/fields.js';
import { exampleOffer } from '../base/parts/form.js';
import { sentence } from '../base/parts/sentence.js';
import type { RoleSwapTerms } from './role-swap.words.js';

/** A note as it is being written. */
export interface NoteDraft {
  readonly thanks: string;
  readonly handOver: string;
}

const parts = ['thanks', 'handOver'] as const;

export const draftOfSide = ({ thanks = '', handOver = '' }: SwapSide): NoteDraft => ({ thanks, handOver });

/** What a form says; what is empty is left out. */
export const noteOf = (draft: NoteDraft): { thanks?: string; handOver?: string } =>
  Object.fromEntries(parts.flatMap((part) => (draft[part].trim() ? [[part, draft[part]]] : [])));

/** The fields of a note. Each that is empty shows an example to take over. */
export const noteFields = (
  { values, set }: Draft<NoteDraft>,
  terms: RoleSwapTerms,
  partnerName: string,
  problems: Readonly<Record<string, string>>,
  example: Parameters<typeof exampleOffer>[2],
  audience: TemplateResult,
): TemplateResult[] =>
  parts.map(
    (part) =>
      html`<div class="stack tight">
        ${textField({
          name: part,
          label: part === 'thanks' ? sentence(terms.thanks, partnerName) : terms.handOver,
          hint: part === 'thanks' ? undefined : terms.handOverHint,
          value: values[part],
          onChange: (value) => set({ [part]: value }),
          problem: problems[part],
          audience,
        })}
        ${values[part].trim() ? nothing : exampleOffer(part, terms[`${part}Example`], example, (text) => set({ [part]: text }))}
      </div>`,
  );

/** What one has written, each part under a name of its own. */
export const readNote = (
  side: SwapSide,
  names: { readonly thanks: unknown; readonly handOver: unknown },
): TemplateResult =>
  html`<dl class="stack tight">
    ${parts.map((part) =>
      side[part]?.trim()
        ? html`<div>
            <dt class="eyebrow">${names[part]}</dt>
            <dd class="words" dir="auto">${side[part]}</dd>
          </div>`
        : nothing,
    )}
  </dl>`;
