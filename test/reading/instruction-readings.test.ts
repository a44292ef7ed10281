import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openCorpus } from '../../corpus/formats/open-corpus.js'
import { ProblemTally } from '../../corpus/problem.js'
import { withIntents } from '../../reading/intents.js'
import { interpret } from '../../reading/interpretation.js'
import {
  type Annotation,
  FIELDS,
  misreadFields,
  readAnnotations,
} from '../fixtures/instruction-readings/read-annotations.js'

const sample = join(import.meta.dirname, '../../../shared/medalign-sample')
const isHere = existsSync(sample)

/** The chart that the annotations are resolved for. */
const CLOCK = {
  lastEntry: '2021-06-30 12:00:00',
  stay: '2021-06-27 08:00:00',
  visitBefore: '2021-05-11 09:00:00',
}

/** Shares of the fields that are read right, and the frames and modes that are not. */
async function grade(annotations: readonly Annotation[], textOf: (one: Annotation) => string) {
  const wrong: string[] = []
  let misread = 0
  for (const annotation of annotations) {
    const text = textOf(annotation)
    const fields = misreadFields(await withIntents(interpret(text, null, CLOCK)), annotation)
    misread += Object.keys(fields).length
    if (fields.frame !== undefined || fields.mode !== undefined)
      wrong.push(`${text} ${JSON.stringify(fields)}`)
  }
  return { right: 1 - misread / (annotations.length * FIELDS.length), wrong }
}

describe.skipIf(!isHere)(
  `MedAlign's public instructions${isHere ? '' : ' (skipped: ../shared is not here)'}`,
  () => {
    it('are read as annotated by hand: at least 95% of the fields, and every frame and mode', async () => {
      const { questions } = await openCorpus({ folder: sample, ehrs: null })
      const { instructions } = questions.instructions('required', new ProblemTally())
      const texts = new Map(instructions.map(({ instructionId, text }) => [instructionId, text]))
      const annotations = readAnnotations('medalign-public')
      expect(annotations.map(({ instructionId }) => instructionId).sort()).toEqual([...texts.keys()].sort())
      const { right, wrong } = await grade(annotations, ({ instructionId }) => texts.get(instructionId!)!)
      expect(wrong).toEqual([])
      expect(right).toBeGreaterThanOrEqual(0.95)
    })
  },
)

describe("instructions in clinicians' style", () => {
  it.each(['clinician-style', 'clinician-style-b', 'clinician-style-c'])(
    'of %s are read as annotated',
    async (name) => {
      const { right, wrong } = await grade(readAnnotations(name), ({ text }) => text!)
      expect(wrong).toEqual([])
      expect(right).toBeGreaterThanOrEqual(0.95)
    },
  )
})

describe('a grade', () => {
  it('names each field that is wrong, and not a kind that may be read or not', () => {
    const [right] = readAnnotations('clinician-style').filter(
      ({ text }) => text === 'Why was she hospitalized?',
    )
    expect(misreadFields(interpret('Why was she hospitalized?', null, CLOCK), right!)).toEqual({})
    expect(
      misreadFields(interpret('Summarize the peak troponin of the past year.', null, CLOCK), right!),
    ).toEqual({ frame: '2020-06-29 -', mode: 'highest', kinds: 'measurement observation', summary: 'true' })
    const open = { ...right!, domains: new Set<string>(), maybe: new Set(['visit']) }
    expect(misreadFields(interpret('Why was she hospitalized?', null, CLOCK), open)).toEqual({})
    expect(misreadFields(interpret('Why?', null, CLOCK), open)).toEqual({})
  })
})
