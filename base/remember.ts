const MOST_TEXTS = 256

/**
 * `of`, called once for each of the last texts, at most `most` of them: a reference is measured against every response to its
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

/** `make`, called the first time it is needed and never again. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
