import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FOLDERS } from './reference-folder.js'

const { sample, full } = FOLDERS
const MOST_BYTES = 200_000
/** Complete here, so no sample of the whole tables. */
const OWN = 'evalstats/'

const files = readdirSync(sample, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /\.(?:json|jsonl|tsv|txt)$/.test(file),
)

/** The units of a file that the sample takes or leaves: cases, or lines. */
function unitsOf(folder: string, file: string): string[] {
  const text = readFileSync(join(folder, file), 'utf8')
  if (!file.endsWith('.json')) return text.trimEnd().split('\n')
  return (JSON.parse(text) as { cases: unknown[] }).cases.map((one) => JSON.stringify(one))
}

describe('the sample of the reference tables', () => {
  it('is small', () => {
    expect(files.length).toBeGreaterThan(20)
    expect(files.filter((file) => statSync(join(sample, file)).size > MOST_BYTES)).toEqual([])
  })

  it.skipIf(full === null)(
    `has nothing that the whole tables do not have${full === null ? ' (skipped: no ../shared/reference)' : ''}`,
    () => {
      for (const file of files.filter((one) => !one.startsWith(OWN))) {
        const whole = new Set(unitsOf(full!, file))
        expect(
          unitsOf(sample, file).filter((unit) => !whole.has(unit)),
          file,
        ).toEqual([])
      }
    },
  )
})
