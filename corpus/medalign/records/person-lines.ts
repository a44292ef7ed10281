const LINES: readonly (readonly [RegExp, string])[] = [
  [/^Birth:[^\S\n]*(.+)$/m, 'birth date'],
  [/^Gender:[^\S\n]*(.+)$/m, 'gender'],
  [/^Race:[^\S\n]*(.+)$/m, 'race'],
  [/^Ethnicity:[^\S\n]*(.+)$/m, 'ethnicity'],
]

/** What the older dialect says of a person, 'Birth:7/19/1966' on a line, by the names that events of it get. Ages follow. */
export function personLines(text: string): (readonly [field: string, value: string])[] {
  const lines = text.replaceAll(/^\s+|\s+$/gm, '')
  return LINES.flatMap(([pattern, field]) => {
    const value = pattern.exec(lines)?.[1]
    return value === undefined ? [] : [[field, value] as const]
  })
}
