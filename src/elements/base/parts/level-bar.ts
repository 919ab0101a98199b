import { type TemplateResult, css, html } from 'lit';
import type { Level } from '../../../core/index.js';

/** The five levels of a goal, from much less than expected to much more. */
export const levels = [-2, -1, 0, 1, 2] as const satisfies readonly Level[];

/** Five segments, filled up to a level, in the colour of the seat around them. Decoration only: words stand beside it. */
export const levelBar = (level: Level): TemplateResult =>
  html`<div class="levels" aria-hidden="true">
    ${levels.map((each) => html`<i class=${each <= level ? 'on' : ''}></i>`)}
  </div>`;

/** Styles of {@link levelBar}. */
export const levelBarStyles = css`
  .levels {
    display: grid;
    grid-template-columns: repeat(5, 1fr);
    gap: 4px;
  }

  .levels i {
    block-size: 8px;
    border-radius: 4px;
    background: var(--_line);
  }

  .levels i.on {
    background: var(--_seat);
  }

  @media (forced-colors: active) {
    .levels i {
      border: 1px solid;
    }

    .levels i.on {
      background: CanvasText;
      forced-color-adjust: none;
    }
  }
`;
