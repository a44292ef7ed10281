import { COMPOUND } from './compounds.js'
import { GROUPS, type Kind, THINGS, WHOLE_NAMES } from './kind-names.js'

/** `things`: the domains for which the text names a thing by a name that charts use too. */
export type NamedKinds = {
  readonly domains: readonly string[]
  readonly things: ReadonlySet<string>
  /** The text without compounds, and without names that contain the word of another kind. */
  readonly rest: string
}

/** The kinds of things that a text in lower case names. */
export function namedKinds(text: string, withoutCompounds: (text: string) => string): NamedKinds {
  let rest = text
  const whole = WHOLE_NAMES.filter(([pattern]) => {
    const before = rest
    rest = rest.replace(pattern, COMPOUND)
    return rest !== before
  })
  rest = withoutCompounds(rest)
  const isNamed = ([pattern]: Kind) => pattern.test(rest)
  const things = domainsOf([...whole.filter(isOfThings), ...THINGS.filter(isNamed)])
  const groups = domainsOf([...whole.filter((kind) => !isOfThings(kind)), ...GROUPS.filter(isNamed)])
  return {
    domains: [...things, ...groups],
    things: new Set(things.filter((one) => !groups.includes(one))),
    rest,
  }
}

function isOfThings([, domains]: Kind): boolean {
  return THINGS.some(([, ofThings]) => ofThings === domains)
}

function domainsOf(kinds: readonly Kind[]): string[] {
  return kinds.flatMap(([, domains]) => domains)
}
