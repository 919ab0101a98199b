import { css } from 'lit';

export const recoveryStyles = css`
  .code {
    gap: 0.35em 1.1em;
    padding: calc(var(--_space) * 1.5) 0;
    font-size: 1.5em;
    font-weight: 600;
  }

  @container (min-width: 480px) {
    .code {
      font-size: 1.75em;
    }
  }
`;
