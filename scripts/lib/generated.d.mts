/** Markdown the way the formatter would write it. */
export function markdown(text: string): Promise<string>;
/** Writes a file of the project. */
export function write(path: string, text: string): void;
