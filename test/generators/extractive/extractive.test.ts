import { describe, expect, it } from 'vitest'
import { extractiveGenerator } from '../../../generators/extractive/extractive.js'
import type { Prompt, PromptPassage } from '../../../generators/generator.js'

const generator = extractiveGenerator()
const NEVER = new AbortController().signal

function note(label: number, time: string | null, documentId: string, text: string): PromptPassage {
  return { label, kind: 'note', time, documentIds: [documentId], text }
}

/** A packed group of events stands at the time of its last one, a series at that of its first. */
function events(label: number, time: string | null, text: string, documentIds: string[]): PromptPassage {
  return { label, kind: 'events', time, documentIds, text }
}

const VISITS = events(
  1,
  '1994-06-02 08:00:00',
  'Emergency room visit: 1994-06-02 08:00; 1999-10-13 21:15; 2005-01-01 03:00',
  [
    'event:1994-06-02 08:00:00|Visit/ER',
    'event:1999-10-13 21:15:00|Visit/ER',
    'event:2005-01-01 03:00:00|Visit/ER',
  ],
)
const NOTE_2019 = note(
  2,
  '2019-05-02 09:30:00',
  'note:11',
  'Seen for asthma. Hemoglobin was 12.9 g/dL today. Denies chest pain.',
)
const LABS_2020 = events(
  3,
  '2020-03-04 06:06:23',
  '06:06 Hemoglobin [Mass/volume] in Blood 15.40 g/dL; Platelets [#/volume] in Blood 182 10*3/uL',
  ['event:2020-03-04 06:06:23|LOINC/718-7', 'event:2020-03-04 06:06:23|LOINC/777-3'],
)
const NOTE_2021 = note(
  4,
  '2021-01-15 14:00:00',
  'note:12',
  'Admitted with pneumonia.\nStarted on lisinopril for hypertension. Allergic to penicillin.',
)
const LABS_2022 = events(
  5,
  '2022-03-30 18:40:00',
  '06:06 Hemoglobin [Mass/volume] in Blood 14.10 g/dL\n18:40 Heart rate 71 /min',
  ['event:2022-03-30 06:06:23|LOINC/718-7', 'event:2022-03-30 18:40:00|LOINC/8867-4'],
)
const ALL = [VISITS, NOTE_2019, LABS_2020, NOTE_2021, LABS_2022]

function promptOf(instruction: string, passages: readonly PromptPassage[]): Prompt {
  const context = passages.map(({ label, text }) => `[${label}] a header\n${text}`).join('\n\n')
  return rawPrompt(instruction, context, passages)
}

function rawPrompt(instruction: string, context: string, passages: readonly PromptPassage[] = []): Prompt {
  return {
    patientId: '1',
    text: `${context}\n${instruction}`,
    context,
    instruction,
    neutralised: 0,
    passages,
  }
}

async function answer(instruction: string, passages: readonly PromptPassage[] = ALL) {
  const { text, citations } = await generator.generate(promptOf(instruction, passages), NEVER)
  return { text, citations }
}

describe('the extractive generator', () => {
  it('gives the last value with unit and date', async () => {
    // Three lines name hemoglobin: 2019 (note), 2020 and 2022 (events).
    expect(
      await answer('As of 06/01/2022: What was the last value of the hemoglobin of patient 162642593?'),
    ).toEqual({
      text: '14.10 g/dL on 2022-03-30',
      citations: ['event:2022-03-30 06:06:23|LOINC/718-7'],
    })
  })

  it('gives the first value from a note, at the time of the note', async () => {
    expect(await answer('What was the first recorded hemoglobin level?')).toEqual({
      text: '12.9 g/dL on 2019-05-02',
      citations: ['note:11'],
    })
  })

  it('gives the highest and the lowest value', async () => {
    expect((await answer('What was the maximum hemoglobin?')).text).toBe('15.40 g/dL on 2020-03-04')
    expect((await answer('Report the nadir of hemoglobin anywhere in the record.')).text).toBe(
      '12.9 g/dL on 2019-05-02',
    )
  })

  it('reads the value of a point of a series and the unit of its name', async () => {
    const series = events(
      1,
      '2018-01-01 10:00:00',
      'Body Weight (kg): 2018-01-01 10:00 70.2; 2020-01-01 10:00 81.5; 2021-01-01 10:00 79',
      [2018, 2020, 2021].map((year) => `event:${year}-01-01 10:00:00|LOINC/29463-7`),
    )
    expect(await answer('What was the highest body weight?', [series])).toEqual({
      text: '81.5 kg on 2020-01-01',
      citations: ['event:2020-01-01 10:00:00|LOINC/29463-7'],
    })
  })

  it('takes the powers of a unit for no value', async () => {
    expect((await answer('What was the lowest platelet value?')).text).toBe('182 10*3/uL on 2020-03-04')
  })

  it('answers when with the date, and the line that says so', async () => {
    expect(await answer('When was lisinopril started?')).toEqual({
      text: '2021-01-15: Started on lisinopril for hypertension.',
      citations: ['note:12'],
    })
  })

  it('takes the earliest and the latest of lines that say the same', async () => {
    expect((await answer('When was the first emergency room visit?')).text).toMatch(/^1994-06-02: /)
    expect((await answer('When was the most recent emergency room visit?')).text).toMatch(/^2005-01-01: /)
  })

  it('counts the lines inside the time frame', async () => {
    expect(await answer('How many emergency room visits since 01/01/1999?')).toEqual({
      text: '2 (1999-10-13, 2005-01-01)',
      citations: ['event:1999-10-13 21:15:00|Visit/ER', 'event:2005-01-01 03:00:00|Visit/ER'],
    })
    expect((await answer('Count the emergency room visits in 1994.')).text).toBe('1 (1994-06-02)')
  })

  it('counts an event once that its day and its series both show', async () => {
    const day = events(2, '1994-06-02 08:00:00', '08:00 Emergency room visit', [
      'event:1994-06-02 08:00:00|Visit/ER',
    ])
    expect((await answer('How many emergency room visits?', [VISITS, day])).text).toMatch(/^3 /)
  })

  it('says yes to what is there, and no where it is denied', async () => {
    expect((await answer('Has the patient ever had pneumonia?')).text).toBe('Yes. Admitted with pneumonia.')
    expect((await answer('Does she have chest pain?')).text).toBe('No. Denies chest pain.')
  })

  it('answers anything else with its best lines and their documents', async () => {
    expect(await answer('What is the patient allergic to?')).toEqual({
      text: 'Allergic to penicillin.',
      citations: ['note:12'],
    })
    // Its name holds all three words and no other; the note says 'stopped' and its heading besides. An event shows its date.
    const tobacco = events(1, '2020-01-01 10:00:00', '10:00 Tobacco smoking status Never smoked tobacco', [
      'event:2020-01-01 10:00:00|LOINC/72166-2',
    ])
    const social = note(2, null, 'note:1', '# Social history\n- Smoking: tobacco stopped')
    expect(await answer('Describe the tobacco smoking status', [tobacco, social])).toEqual({
      text: '2020-01-01: Tobacco smoking status Never smoked tobacco',
      citations: ['event:2020-01-01 10:00:00|LOINC/72166-2'],
    })
  })

  it.each([
    ['an empty context', []],
    ['a context without the words of the instruction', [VISITS]],
  ])('does not tell from %s', async (_, passages) => {
    expect(await answer('What was the last hemoglobin?', passages)).toEqual({
      text: 'The record does not tell.',
      citations: [],
    })
  })

  it('answers from the only line there is, whose words are rare nowhere', async () => {
    const only = events(1, '2002-01-10 06:06:00', '06:06 Hyperlipidemia', ['event:2002-01-10 06:06:00|x'])
    expect((await answer('Since when has this patient carried hyperlipidemia?', [only])).text).toBe(
      '2002-01-10: Hyperlipidemia',
    )
  })

  it('takes the best line of the day where two documents of it say the same', async () => {
    const written = note(1, '2002-01-10 06:00:00', 'note:1', 'Presenting with hyperlipidemia and much else.')
    const coded = events(2, '2002-01-10 06:06:00', '06:06 Hyperlipidemia', ['event:2002-01-10 06:06:00|x'])
    expect(await answer('When was hyperlipidemia first documented?', [written, coded])).toEqual({
      text: '2002-01-10: Hyperlipidemia',
      citations: ['event:2002-01-10 06:06:00|x'],
    })
  })

  it('reads a raw cut of the XML, of which nothing can be cited', async () => {
    const context =
      'me="Seen"/>\n<event code="LOINC/718-7" name="Hemoglobin" start="2022-03-30 06:06">15.4</event>\n</eventstream>'
    const prompt = rawPrompt('What was the last hemoglobin?', context)
    const response = await extractiveGenerator().generate(prompt, NEVER)
    expect(response).toMatchObject({ text: '15.4 on 2022-03-30', citations: [], unknownCitations: 0 })
  })

  it('gives up at once where it is cancelled', async () => {
    const reason = new Error('stopped')
    await expect(extractiveGenerator().generate(promptOf('x', ALL), AbortSignal.abort(reason))).rejects.toBe(
      reason,
    )
  })
})
