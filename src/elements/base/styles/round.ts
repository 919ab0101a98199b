import { css } from 'lit';

/** Rows of buttons and forms in place, as widgets about one round have them. */
export const roundStyles = css`
  [data-home] {
    outline-offset: 6px;
  }

  .subtitle {
    font-size: 1.13em;
  }

  :is(ul, ol, dl):empty {
    display: none;
  }

  .nearest {
    gap: 4px;
  }

  .groups {
    display: grid;
    gap: calc(var(--_space) * 3.5);
    grid-template-columns: minmax(0, 1fr);
  }

  .line,
  .group + .group {
    border-block-start: 1px solid var(--_line);
    padding-block-start: calc(var(--_space) * 3.5);
  }

  .statement {
    max-inline-size: 52ch;
    font-size: 1.14em;
    text-wrap: pretty;
  }

  .actions {
    gap: 4px calc(var(--_space) * 1.5);
  }

  .actions .link {
    font-weight: 500;
  }

  .actions .link:first-child {
    margin-inline-start: -0.4em;
  }

  .actions .link[aria-disabled='true'] {
    border-color: transparent;
    text-decoration: none;
  }

  form {
    max-inline-size: 46em;
  }

  .notice {
    max-inline-size: 50em;
  }

  .agreement .badge,
  .notice .badge {
    inline-size: 2em;
    block-size: 2em;
    font-size: 0.72em;
  }

  .example blockquote {
    border-inline-start: 3px solid var(--_seat);
    padding-inline-start: calc(var(--_space) * 1.5);
    font-style: italic;
    color: var(--_soft);
  }

  .example .link {
    margin-inline-start: calc(var(--_space) * 1.5);
    padding-inline: 0;
  }

  .last-change {
    gap: 0;
  }

  button.choice[aria-pressed='true'] {
    border-color: var(--_seat);
    background: var(--_seat-wash);
    color: var(--_seat);
  }

  button.choice .dot {
    display: inline-block;
    inline-size: 0.5em;
    block-size: 0.5em;
    margin-inline-start: 0.3em;
    border-radius: 50%;
    background: var(--_seat);
    vertical-align: 0.1em;
  }

  @media (forced-colors: active) {
    button.choice .dot {
      background: currentColor;
      forced-color-adjust: none;
    }

    button.choice[aria-pressed='true'] {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
  }
`;
