/**
 * Runs a module of the tests inside an iframe of its own. It hands over what the test gets to hold by calling a function
 * that it finds on its window.
 *
 * @param module address of the module
 * @param ready name of that function
 */
export async function openFrame<T>(
  module: URL,
  ready: keyof Window,
): Promise<{ readonly frame: HTMLIFrameElement; readonly given: T }> {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  const inner = frame.contentWindow as Window;
  const given = await new Promise<T>((resolve, reject) => {
    Object.assign(inner, { [ready]: resolve });
    const script = inner.document.createElement('script');
    script.type = 'module';
    script.src = module.href;
    script.addEventListener('error', () => reject(new Error('The frame did not load')));
    inner.document.body.append(script);
  });
  return { frame, given };
}
