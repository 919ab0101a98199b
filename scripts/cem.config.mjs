/** Settings of the custom elements analyzer: from the sources to custom-elements.json. */

const folderOf = (path) => /^src\/elements\/([^/]+)\/\1\.ts$/.exec(path)?.[1];
const isPublic = (member) =>
  member.privacy !== 'private' && member.privacy !== 'protected' && !member.name.startsWith('#');

/** The element's tag follows from its folder, where the class itself does not say it. */
const tagFromFolder = () => ({
  name: 'tag-from-folder',
  moduleLinkPhase({ moduleDoc }) {
    const folder = folderOf(moduleDoc.path);
    if (folder === undefined) return;
    const exported = new Set(
      moduleDoc.exports?.filter(({ kind }) => kind === 'js').map(({ declaration }) => declaration.name),
    );
    const classes = moduleDoc.declarations.filter(({ kind, name }) => kind === 'class' && exported.has(name));
    const elements = classes.filter(({ customElement, superclass }) => customElement || superclass !== undefined);
    if (elements.length !== 1) return;
    elements[0].customElement = true;
    elements[0].tagName ??= `tandem-${folder}`;
  },
});

/** Leaves what a user of the elements can reach, and points at the files that are published. */
const publishedOnly = () => ({
  name: 'published-only',
  packageLinkPhase({ customElementsManifest }) {
    const tags = [];
    customElementsManifest.modules = customElementsManifest.modules.filter(({ path }) => folderOf(path) !== undefined);
    for (const module of customElementsManifest.modules) {
      module.path = module.path.replace(/^src\//, 'dist/').replace(/\.ts$/, '.js');
      module.declarations = module.declarations.filter(({ customElement }) => customElement);
      for (const declaration of module.declarations) {
        declaration.members = declaration.members?.filter(isPublic);
        // The analyzer takes the first argument of a constructor for the name of an event.
        declaration.events = declaration.events?.filter(({ description }) => description);
        tags.push({ module, declaration });
      }
      const names = new Set(module.declarations.map(({ name }) => name));
      module.exports = module.exports?.filter(({ declaration }) => names.has(declaration.name));
      for (const item of module.exports ?? []) item.declaration.module = module.path;
    }
    for (const { module, declaration } of tags) {
      const defined = { kind: 'custom-element-definition', name: declaration.tagName };
      const known = module.exports.some(({ kind, name }) => kind === defined.kind && name === defined.name);
      if (!known) module.exports.push({ ...defined, declaration: { name: declaration.name, module: module.path } });
    }
  },
});

export default {
  globs: ['src/elements/**/*.ts'],
  exclude: ['**/*.test.ts', '**/*.stories.ts', '**/*.styles.ts'],
  outdir: '.',
  litelement: true,
  packagejson: false,
  plugins: [tagFromFolder(), publishedOnly()],
};
