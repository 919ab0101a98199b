/** One server-sent event. */
export interface Sent {
  readonly event: string;
  readonly data: unknown;
}

/** The events of a stream as they come; ends with it. */
export async function* readEvents(response: Response): AsyncGenerator<Sent, void> {
  if (response.body === null) return;
  let rest = '';
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const field = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? '';
      yield { event: field('event'), data: JSON.parse(field('data')) as unknown };
    }
  }
}
