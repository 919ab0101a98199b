import { css } from 'lit';

export const agreementStyles = css`
  .pair,
  .figures,
  .change,
  .signatures {
    display: grid;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 3);
    grid-template-columns: minmax(0, 1fr);
  }

  .choices .rating {
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 9.5em), 1fr));
  }

  .choices .rating label {
    padding: 0.4em 0.75em;
    text-align: center;
  }

  .explained .rating {
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 17em), 1fr));
    gap: var(--_space);
  }

  .explained .rating label {
    place-items: start;
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

  .subtitle {
    font-size: 1.13em;
  }

  dt {
    font-weight: 620;
  }

  .change + .change {
    border-block-start: 1px solid var(--_line);
    padding-block-start: calc(var(--_space) * 2);
  }

  .change {
    row-gap: calc(var(--_space) / 2);
  }

  /* The labels above say which is which; long texts stay readable. */
  del,
  ins {
    text-decoration: none;
  }

  del {
    color: var(--_soft);
  }

  .signatures li {
    border-block-start: 2px dashed var(--_line);
    padding-block-start: calc(var(--_space) * 1.5);
  }

  .signatures .signed {
    border-block-start: 2px solid var(--_seat);
  }

  @container (min-width: 560px) {
    .pair,
    .change,
    .signatures {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }

    .figures {
      grid-template-columns: repeat(3, minmax(0, 1fr));
    }

    .change > .label {
      grid-column: 1 / -1;
    }
  }
`;
