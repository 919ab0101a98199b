import { TandemError } from '../errors.js';
import type { AttentionItem } from './replica-types.js';

/** A command that was refused at once: nothing was changed or kept. */
export function refusedAtOnce(id: string, reason: unknown): TandemError {
  return new TandemError('COMMAND_REFUSED', 'A rule refuses the command.', { details: { id, reason } });
}

/** A command that is in the attention tray. */
export function commandRefused(item: AttentionItem<unknown, unknown>): TandemError {
  const { id, kind } = item;
  const why = kind === 'refused' ? { reason: item.reason } : kind === 'behind' ? { behind: item.behind } : {};
  return new TandemError('COMMAND_REFUSED', 'The command was refused later on and is in the attention tray.', {
    details: { id, ...why, attention: true },
  });
}
