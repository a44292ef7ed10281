import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answer, CHART, promptOf } from './extractive-chart.js'

const instructions = fc
  .array(
    fc.constantFrom(
      ...'when first last how many highest why current list summarise trend is any since 2018 on 02/03/2021 ED visits'.split(
        ' ',
      ),
      ...'glucose hemoglobin carvedilol amiodarone dose heart failure procedures allergies vaccine chest pain medications ?'.split(
        ' ',
      ),
    ),
    { minLength: 1, maxLength: 7 },
  )
  .map((parts) => parts.join(' '))
const charts = fc.shuffledSubarray([...CHART])

/** What an answer says of its own beside what it takes from the context. */
const OWN_WORDS = /\b(?:Yes|No|on|rose|fell|stable|from|to|between|since|ended|The record does not tell)\b|…/g

describe('any question about any context', () => {
  it('all that is cited is shown, and what does not tell cites nothing', async () => {
    await fc.assert(
      fc.asyncProperty(instructions, charts, async (instruction, passages) => {
        const { text, citations } = await answer(instruction, passages)
        const shown = new Set(passages.flatMap(({ documentIds }) => documentIds))
        expect(citations.filter((id) => !shown.has(id))).toEqual([])
        expect(citations.length === 0).toBe(text === 'The record does not tell.')
      }),
    )
  })

  it('says the same of a context without labels, and cites nothing', async () => {
    // Types of notes are read from headers, so these have their own.
    const unlabeled = CHART.map((passage) => ({ ...passage, label: null }))
    const { text, citations } = await answer('Which heart failure diagnoses are there?', unlabeled)
    expect(text).not.toBe('The record does not tell.')
    expect(citations).toEqual([])
  })

  it('every word of an answer is in the context, except a few of its own and a count', async () => {
    await fc.assert(
      fc.asyncProperty(instructions, charts, async (instruction, passages) => {
        const { context } = promptOf(instruction, passages)
        const { text } = await answer(instruction, passages)
        const evidence = text.replace(/^\d+ \(/, '').replace(OWN_WORDS, ' ')
        const missing = evidence
          .match(/[\p{L}\p{N}.]+/gu)
          ?.filter((word) => !context.includes(word.replace(/\.$/, '')))
        expect(missing ?? []).toEqual([])
      }),
    )
  })

  it('the same is answered twice', async () => {
    await fc.assert(
      fc.asyncProperty(instructions, charts, async (instruction, passages) => {
        expect(await answer(instruction, passages)).toEqual(await answer(instruction, passages))
      }),
    )
  })
})
