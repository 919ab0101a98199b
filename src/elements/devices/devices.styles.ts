import { css } from 'lit';

export const devicesStyles = css`
  .owners {
    display: grid;
    gap: calc(var(--_space) * 3);
    grid-template-columns: minmax(0, 1fr);
  }

  .owner li {
    border-block-start: 1px solid var(--_line);
    padding-block: calc(var(--_space) * 0.75);
  }

  .owner ul {
    margin-block-start: var(--_space);
  }

  .device {
    display: flex;
    gap: 0 var(--_space);
    align-items: center;
    justify-content: space-between;
    min-block-size: 40px;
  }

  .device > :first-child {
    flex: 1;
    min-inline-size: 0;
  }

  .device button {
    flex: none;
    font-weight: 500;
    margin-inline-end: -0.4em;
  }

  .device .hint {
    display: block;
  }

  .sure {
    margin-block: var(--_space) calc(var(--_space) * 1.5);
  }

  /* A camera reads dark on light, whatever the colours of the page. */
  .qr {
    display: block;
    inline-size: min(100%, 13em);
    aspect-ratio: 1;
    border-radius: calc(var(--_radius) * 0.8);
    forced-color-adjust: none;
  }

  @container (min-width: 620px) {
    .owners {
      grid-template-columns: repeat(2, minmax(0, 1fr));
      column-gap: calc(var(--_space) * 4);
    }
  }
`;
