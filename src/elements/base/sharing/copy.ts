/**
 * Copies a text, or selects it where the browser does not let us.
 *
 * @returns whether it was copied
 */
export async function copyText(text: string, shown: HTMLElement | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    if (shown instanceof HTMLInputElement) {
      shown.focus();
      shown.select();
    } else if (shown) {
      getSelection()?.selectAllChildren(shown);
    }
    return false;
  }
}
