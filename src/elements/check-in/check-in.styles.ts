import { css } from 'lit';

export const checkInStyles = css`
  .side {
    font-size: 0.9em;
  }

  .levels {
    max-inline-size: 9em;
  }

  .clamp {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
  }

  .scale .rating {
    grid-template-columns: none;
  }

  .scale .rating label {
    padding: 0.4em;
    text-align: center;
  }

  @container (min-width: 640px) {
    .scale .rating {
      grid-template-columns: repeat(5, minmax(0, 1fr));
    }
  }

  @container (min-width: 860px) {
    .layout {
      grid-template-columns: minmax(0, 1fr) 17em;
      column-gap: calc(var(--_space) * 6);
    }

    .side {
      grid-column: 2;
      grid-row: 1 / span 2;
    }
  }
`;
