import { css } from 'lit';

/** What the widgets for inviting, devices and recovery have in common. */
export const sharingStyles = css`
  [data-home] {
    outline-offset: 6px;
  }

  .subtitle {
    font-size: 1.07em;
  }

  .notice {
    max-inline-size: 50em;
  }

  .line {
    border-block-start: 1px solid var(--_line);
    padding-block-start: calc(var(--_space) * 3);
  }

  .told > * > p {
    margin-block-start: var(--_space);
  }

  /* Where nothing is said, there is no gap for it either. */
  .stack > .told:not(:has(p)),
  .row > .told:not(:has(p)) {
    position: absolute;
  }

  .row > .told {
    flex-basis: 100%;
  }

  .stack > .told > * > p {
    margin-block-start: 0;
  }

  .arrived {
    display: flex;
    gap: 0.5em;
    align-items: center;
    font-weight: 600;
    color: var(--_accent);
  }

  /* Groups of digits and letters, for eyes and for the phone. */
  .digits {
    display: flex;
    flex-wrap: wrap;
    gap: 0.2em 1.1em;
    inline-size: fit-content;
    max-inline-size: 100%;
    font-family: ui-monospace, 'Cascadia Mono', 'Segoe UI Mono', Menlo, Consolas, monospace;
    font-size: 1.2em;
    font-variant-numeric: tabular-nums slashed-zero;
    letter-spacing: 0.06em;
    overflow-wrap: normal;
  }

  [spellcheck='false'] {
    font-family: ui-monospace, 'Cascadia Mono', 'Segoe UI Mono', Menlo, Consolas, monospace;
    font-size: 0.92em;
  }

  #fresh-link {
    inline-size: 100%;
    min-block-size: 40px;
    padding: 0.55em 0.75em;
    border: 1px solid var(--_edge);
    border-radius: calc(var(--_radius) * 0.8);
    background: var(--_paper);
    color: inherit;
  }

  .fresh {
    display: grid;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 3);
    grid-template-columns: minmax(0, 1fr);
    align-items: start;
  }

  @container (min-width: 620px) {
    .fresh:has(.qr) {
      grid-template-columns: 13em minmax(0, 1fr);
    }
  }

  .links li {
    gap: 0 calc(var(--_space) * 2);
  }

  /* On a line of their own, its words stand in line with the text above. */
  .links button.link {
    margin-inline: -0.4em;
  }
`;
