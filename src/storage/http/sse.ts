import { failed } from './problems.js';

/** Longest event that is taken: ours have some hundred characters. */
const MOST = 65_536;

/**
 * A parser of server-sent events, as the HTML standard describes them, for text that comes in pieces.
 *
 * @param onEvent told of every event that has data, with its name (`''` where it has none)
 * @returns takes the next piece; throws `NETWORK_FAILED` where a line or an event has no end
 */
export function parseEvents(onEvent: (name: string, data: string) => void): (text: string) => void {
  let rest = '';
  let name = '';
  let data = '';
  return (text) => {
    // A carriage return at the very end may be one half of a line end.
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const [, field, value = ''] = /^([^:]*):? ?(.*)$/s.exec(line) ?? [];
      if (line === '') {
        if (data !== '') onEvent(name, data.slice(1));
        name = data = '';
      } else if (field === 'event') name = value;
      else if (field === 'data') data += `\n${value}`;
    }
    if (rest.length + data.length > MOST) throw failed('endless');
  };
}
