import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { courses } from '../../../synthetic/banks/courses.js'
import { imagingStudy } from '../../../synthetic/banks/imaging.js'
import { labOf, panels } from '../../../synthetic/banks/measurements.js'
import { checkBank } from '../../../synthetic/banks/read-bank.js'

const data = join(import.meta.dirname, '../../../synthetic/data')
const files = readdirSync(data, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.json'),
)
/** What `PatientChart.slots` and the one other caller, the opening of a story, fill in. */
const SLOTS = [
  'he',
  'his',
  'him',
  'sex',
  'sexLetter',
  'mr',
  'n',
  'age',
  'wk',
  'minutes',
  'small',
  'esi',
  'clock',
  'complaint',
  'nicks',
]

function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsOf) : []
}

describe('checkBank', () => {
  const shape = z.strictObject({ says: z.array(z.string()) })

  it('gives the bank', () => {
    expect(checkBank('facts', shape, '{ "says": ["Smokes."] }')).toEqual({ says: ['Smokes.'] })
  })

  it('names the file and the entry that is wrong', () => {
    expect(() => checkBank('facts', shape, '{ "says": ["Smokes.", 3] }')).toThrow(
      /word bank facts\.json:[\s\S]*says\[1\]/,
    )
  })

  it('refuses a key that it does not know', () => {
    expect(() => checkBank('facts', shape, '{ "says": [], "sais": [] }')).toThrow(/sais/)
  })
})

describe('the word banks', () => {
  it.each(files)('%s uses only slots that are filled in, and closes its brackets', (file) => {
    const bank = JSON.parse(readFileSync(join(data, file), 'utf8'))
    const own = Array.isArray(bank) ? bank.flatMap((entry) => Object.keys(entry.values ?? {})) : []
    for (const text of stringsOf(bank)) {
      if (file === 'labs.json' || file === 'vitals.json') continue
      for (const [, slot] of text.matchAll(/\{(\w+)\}/g)) expect([...SLOTS, ...own], text).toContain(slot)
      expect(text.replace(/\[[^[\]]*\]/g, ''), text).not.toMatch(/[[\]]/)
    }
  })

  it('give every disease labs and imaging studies that there are', () => {
    for (const { drift, imaging } of courses()) {
      for (const { lab } of drift) expect(labOf(lab).unit).not.toBe('')
      for (const study of imaging) expect(imagingStudy(study).results.length).toBeGreaterThan(0)
    }
    for (const lab of Object.values(panels()).flat()) expect(labOf(lab).code).toMatch(/^LOINC\//)
  })

  it('say which lab or study is missing', () => {
    expect(() => labOf('sodum')).toThrow(/sodum/)
    expect(() => imagingStudy('chestXry')).toThrow(/chestXry/)
  })
})
