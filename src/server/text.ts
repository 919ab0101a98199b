const texts = new WeakMap<Response, string>();

/** An answer whose whole body is a text, which {@link textOf} gives back without a detour through a stream. */
export function textResponse(text: string, init: ResponseInit): Response {
  const response = new Response(text, init);
  texts.set(response, text);
  return response;
}

/** The body of an answer that {@link textResponse} made; undefined for any other. */
export const textOf = (response: Response): string | undefined => texts.get(response);
