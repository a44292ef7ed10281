import { COMPOUND } from './compounds.js'
import { GROUPS, type Kind, THINGS, WHOLE_NAMES } from './kind-names.js'

/** `things`: those domains of which a thing is named that a chart names too. */
export type NamedKinds = {
  readonly domains: readonly string[]
  readonly things: ReadonlySet<string>
  /** The text without compounds, and without names that hold another kind's word. */
  readonly rest: string
}

/** What a text in lower case names, and of which kind it is. */
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
