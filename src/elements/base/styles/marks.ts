import { css } from 'lit';

/** Small signs beside words: who, for whom, in what state. */
export const marks = css`
  .card {
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    padding: calc(var(--_space) * 2) calc(var(--_space) * 2.25);
  }

  .person {
    display: inline-flex;
    align-items: center;
    gap: 0.5em;
    font-weight: 620;
  }

  .badge {
    display: inline-grid;
    place-items: center;
    flex: none;
    inline-size: 2.3em;
    block-size: 2.3em;
    border: 2px solid var(--_seat);
    border-radius: 50%;
    background: var(--_seat-wash);
    color: var(--_seat);
    font-size: 0.86em;
    font-weight: 640;
    white-space: nowrap;
    overflow-wrap: normal;
  }

  .audience {
    display: inline-flex;
    gap: 0.4em;
    align-items: center;
  }

  .icon {
    inline-size: 1.1em;
    block-size: 1.1em;
    flex: none;
  }

  .tag {
    display: inline-block;
    border: 1px solid var(--_line);
    border-radius: 99px;
    padding: 0.1em 0.7em;
    font-weight: 600;
  }

  .tag.on {
    border-color: transparent;
    background: var(--_seat-wash, var(--_wash));
    color: var(--_seat, var(--_ink));
  }

  @media (forced-colors: active) {
    .badge,
    .tag {
      border: 1px solid;
    }
  }
`;
