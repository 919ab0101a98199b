/**
 * The link in what somebody pasted: people copy the words around it too, mail programs break it or wrap it into a link of
 * their own. What holds no link stays as it is.
 */
export function linkIn(pasted: string): string {
  const text = pasted.trim();
  const found = [text, text.replace(/\s+/gu, ''), decoded(text)].map(
    (each) => /tandem=(\w+(?:\.[\w-]+){3})/u.exec(each)?.[1],
  );
  const token = found.find((each) => each !== undefined);
  return token === undefined ? text : `#tandem=${token}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Somebody's own percent sign: no address.
    return text;
  }
}
