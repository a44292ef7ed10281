const MOST_TEXTS = 256

/**
 * `of`, asked once for each of the last texts, at most `most` of them: a reference is measured against every response to its
 * instruction.
 */
export function remembered<T>(of: (text: string) => T, most = MOST_TEXTS): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    let value = known.get(text)
    if (value === undefined) {
      value = of(text)
      if (known.size >= most) known.clear()
      known.set(text, value)
    }
    return value
  }
}
