const MOST_TEXTS = 256

/**
 * `of`, called once for each of the last texts: at most `most` of them are kept, and none longer than `longest` UTF-16 units.
 * A text whose value is undefined is not kept.
 */
export function remembered<T>(
  of: (text: string) => T,
  most = MOST_TEXTS,
  longest = Number.POSITIVE_INFINITY,
): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    if (text.length > longest) return of(text)
    let value = known.get(text)
    if (value === undefined) {
      value = of(text)
      if (known.size >= most) known.clear()
      // A slice would keep the whole text that it was cut from alive.
      known.set(`#${text}`.slice(1), value)
    }
    return value
  }
}

/** `make`, called the first time it is needed and never again. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
