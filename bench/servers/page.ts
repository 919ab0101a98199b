import type { RequestListener } from 'node:http';
import { build } from 'esbuild';

/** Answers with a page and the one script in it, bundled and minified out of a file. */
export async function pageOf(entryPoint: string): Promise<RequestListener> {
  const { outputFiles } = await build({
    entryPoints: [entryPoint],
    bundle: true,
    format: 'esm',
    minify: true,
    write: false,
    tsconfig: 'tsconfig.json',
  });
  const script = outputFiles[0]?.contents;
  return (request, response) => {
    const isScript = request.url === '/page.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(
      isScript ? script : '<!doctype html><title>bench</title><script type="module" src="/page.js"></script>',
    );
  };
}
