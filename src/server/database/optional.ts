/**
 * Loads a package that not every installation has.
 *
 * @throws Error that names the package and says how to get it.
 */
export async function optional<Module>(name: string, load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch (cause) {
    throw new Error(`The package ${name} is needed here and cannot be loaded: npm install ${name}`, { cause });
  }
}
