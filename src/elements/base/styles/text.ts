import { css } from 'lit';

/** Headings, paragraphs, small print, and the few ways in which things are laid out. */
export const text = css`
  fieldset {
    border: 0;
    min-inline-size: 0;
  }

  :is(h1, h2, h3, h4, h5, h6) {
    font-size: 1em;
    font-weight: 620;
    line-height: 1.3;
    text-wrap: balance;
  }

  .title {
    font-size: 1.4em;
    letter-spacing: -0.01em;
    line-height: 1.25;
  }

  p,
  li,
  dd,
  blockquote {
    max-inline-size: 68ch;
  }

  .words {
    white-space: pre-wrap;
  }

  .small,
  .hint,
  .reason,
  .problem {
    font-size: 0.9em;
  }

  .eyebrow,
  .audience,
  .tag {
    font-size: 0.84em;
  }

  .soft,
  .hint,
  .reason,
  .eyebrow,
  .audience,
  .optional,
  .tag {
    color: var(--_soft);
  }

  .problem {
    color: var(--_danger);
  }

  .stack {
    display: grid;
    gap: calc(var(--_space) * 2);
    align-content: start;
    grid-template-columns: minmax(0, 1fr);
  }

  .stack.tight {
    gap: var(--_space);
  }

  .stack.wide {
    gap: calc(var(--_space) * 3);
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space) calc(var(--_space) * 1.5);
  }

  .row.apart {
    justify-content: space-between;
  }

  .plain {
    list-style: none;
  }

  .pad {
    padding: calc(var(--_space) * 2.5);
  }

  @container (min-width: 640px) {
    .pad {
      padding: calc(var(--_space) * 3.5);
    }
  }

  .notice {
    border-inline-start: 4px solid var(--_edge);
    border-radius: var(--_radius);
    background: var(--_wash);
    padding: calc(var(--_space) * 1.5) calc(var(--_space) * 2);
  }

  .notice.bad {
    border-inline-start-color: var(--_danger);
    background: var(--_danger-wash);
  }

  .notice:is(.seat-1, .seat-2) {
    border-inline-start-color: var(--_seat);
    background: var(--_seat-wash);
  }

  .label {
    font-weight: 600;
  }

  .hidden-text {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
