/** A rollup plugin that takes the white space out of Lit's templates and style sheets. */
export function minifyTemplates(): {
  readonly name: string;
  transform(code: string, id: string): Promise<{ code: string; map: unknown } | null>;
};
