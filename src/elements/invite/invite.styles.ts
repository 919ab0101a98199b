import { css } from 'lit';

export const inviteStyles = css`
  form > .field {
    max-inline-size: 34em;
  }

  textarea[spellcheck='false'] {
    min-block-size: 0;
    word-break: break-all;
  }

  .explained .rating {
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 13em), 1fr));
    gap: var(--_space);
  }

  .explained .rating label {
    place-items: start;
    align-content: start;
    padding: 0.9em 1em;
    text-align: start;
  }

  .explained .rating label:has(:checked) {
    box-shadow: inset 0 0 0 1px var(--_accent);
    background: var(--_wash);
    color: inherit;
    font-weight: inherit;
  }

  .explained strong {
    display: block;
  }

  .people {
    display: grid;
    gap: calc(var(--_space) * 1.5);
  }

  .people li {
    gap: 0.2em 0.8em;
  }

  @media (forced-colors: active) {
    .explained .rating label:has(:checked) {
      outline: 3px solid Highlight;
      outline-offset: -3px;
      background: Canvas;
      color: CanvasText;
    }
  }
`;
