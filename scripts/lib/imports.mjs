import ts from 'typescript';

/** The modules that a built module or a declaration file imports, as written; comments do not count. */
export function importsOf(text) {
  const found = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
  return [...new Set(found)];
}
