/** Made by `npm run manifest`; not in the repository. */
declare module '*/custom-elements.json' {
  const manifest: { schemaVersion: string; modules: unknown[] };
  export default manifest;
}

declare module '*.css';
