/**
 * Pages with tests run side by side on one origin. Whoever fills or clears its web storage has it alone meanwhile: call
 * this in the `describe` of such tests. It leaves nothing behind.
 */
export function aloneWithWebStorage(): void {
  let release = (): void => undefined;
  before(function () {
    this.timeout(120_000);
    return new Promise<void>((begin) => {
      void navigator.locks.request('tests of web storage', () => {
        begin();
        return new Promise<void>((end) => (release = end));
      });
    });
  });
  after(() => {
    localStorage.clear();
    sessionStorage.clear();
    release();
  });
}
