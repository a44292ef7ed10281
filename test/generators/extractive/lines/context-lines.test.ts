import { describe, expect, it } from 'vitest'
import { readContextLines } from '../../../../generators/extractive/lines/context-lines.js'
import type { Prompt, PromptPassage } from '../../../../generators/generator.js'
import { renderDay } from '../../../../indexes/chunks/render-events.js'
import { shownEvents } from '../../../../indexes/chunks/shown-events.js'

function promptOf(context: string, passages: readonly PromptPassage[]): Prompt {
  return { patientId: '1', text: '', context, instruction: '', neutralised: 0, passages }
}

function read(passage: Partial<PromptPassage>, context = '[1] a header') {
  const whole = { label: 1, kind: 'events' as const, time: null, documentIds: [], text: '', ...passage }
  return readContextLines(promptOf(context, [whole]))
}

function readRaw(context: string) {
  return readContextLines(promptOf(context, [])).map(({ text, time, isEvent }) => [text, time, isEvent])
}

describe('the lines of a passage', () => {
  it('are the sentences of a note, at its time or at the date that they name', () => {
    const text =
      '# Plan\n1. Steroid cream. Review on 2022-04-01.\n- No fever.\n\nMedications:\nFollow-up in 2 weeks'
    const lines = read({ kind: 'note', time: '2022-03-30 06:06:23', documentIds: ['note:1'], text })
    expect(lines.map((line) => [line.text, line.time])).toEqual([
      ['1. Steroid cream.', '2022-03-30 06:06'],
      ['Review on 2022-04-01.', '2022-04-01'],
      ['No fever.', '2022-03-30 06:06'],
      ['Follow-up in 2 weeks', '2022-03-30 06:06'],
    ])
    expect(lines.every(({ isEvent, documentIds }) => !isEvent && documentIds[0] === 'note:1')).toBe(true)
  })

  it('are the events of the record, if the passage says which: their text is not read back', () => {
    // A name that looks like a series, and a separator in the name of another.
    const events = [
      { time: '2022-03-30 06:06:23', name: 'Panel (blood): 2022-03-29 10:00 x', value: '7', unit: null },
      { time: '2022-03-30 18:40:00', name: 'Tdap; adult', value: 'start', unit: null },
    ].map((one, i) => ({
      ...one,
      code: i === 0 ? 'LOINC/1' : 'CVX/115',
      documentId: `event:${one.time}|${i === 0 ? 'LOINC/1' : 'CVX/115'}`,
      domain: i === 0 ? 'measurement' : 'drug_exposure',
      encounterId: null,
    }))
    const passage = { events: { form: 'day' as const, positions: [0, 1] }, text: renderDay(events) }
    const whole = { label: 1, kind: 'events' as const, time: null, documentIds: [], ...passage }
    const prompt = { ...promptOf('[1] a header', [whole]), eventsOf: () => shownEvents(events, 'day') }
    expect(readContextLines(prompt)).toMatchObject([
      {
        text: 'Panel (blood): 2022-03-29 10:00 x 7',
        time: '2022-03-30 06:06',
        name: 'Panel (blood): 2022-03-29 10:00 x',
        domain: 'measurement',
        phase: null,
        documentIds: ['event:2022-03-30 06:06:23|LOINC/1'],
      },
      {
        text: 'Tdap; adult start',
        time: '2022-03-30 18:40',
        name: 'Tdap; adult',
        domain: 'vaccine',
        phase: 'start',
        documentIds: ['event:2022-03-30 18:40:00|CVX/115'],
      },
    ])
  })

  it('are the events of a day, each at its minute and with its own id', () => {
    const documentIds = [
      'event:2022-03-30 06:06:23|a',
      'event:2022-03-30 06:06:23|b',
      'event:2022-03-30 18:40:00|c',
    ]
    const text = '06:06 Body Height 56.40 cm; Heart rate 71 /min\n18:40 Heart rate 80 /min'
    expect(read({ time: '2022-03-30 18:40:00', documentIds, text })).toMatchObject([
      {
        text: 'Body Height 56.40 cm',
        time: '2022-03-30 06:06',
        documentIds: [documentIds[0]],
        isEvent: true,
      },
      { text: 'Heart rate 71 /min', time: '2022-03-30 06:06', documentIds: [documentIds[1]], isEvent: true },
      { text: 'Heart rate 80 /min', time: '2022-03-30 18:40', documentIds: [documentIds[2]], isEvent: true },
    ])
  })

  it('cite all of a minute where a name splits in two, and all where no time tells', () => {
    const documentIds = ['event:2022-03-30 06:06:23|a', 'event:2022-03-30 18:40:00|c']
    const text = '06:06 Aspirin; coated\n18:40 Heart rate 80 /min'
    expect(read({ time: '2022-03-30 18:40:00', documentIds, text }).map((line) => line.documentIds)).toEqual([
      [documentIds[0]],
      [documentIds[0]],
      [documentIds[1]],
    ])
    const undated = ['event:unknown|a', 'event:unknown|b']
    expect(
      read({ documentIds: undated, text: 'Aspirin' }).map((line) => [line.time, line.documentIds]),
    ).toEqual([[null, undated]])
  })

  it('are the points of a series under its name', () => {
    const documentIds = ['event:2020-01-01 10:00:00|w', 'event:2021-01-01 10:00:00|w', 'event:unknown|w']
    const text = 'Note: weight (kg): 2020-01-01 10:00 81.5; est.; 2021-01-01 10:00; undated 79'
    expect(read({ time: '2020-01-01 10:00:00', documentIds, text })).toMatchObject([
      {
        text: 'Note: weight (kg): 2020-01-01 10:00 81.5; est.',
        time: '2020-01-01 10:00',
        documentIds: [documentIds[0]],
        isEvent: true,
      },
      {
        text: 'Note: weight (kg): 2021-01-01 10:00',
        time: '2021-01-01 10:00',
        documentIds: [documentIds[1]],
        isEvent: true,
      },
      { text: 'Note: weight (kg): undated 79', time: null, documentIds: [documentIds[2]], isEvent: true },
    ])
  })
})

describe('what a line tells besides its text', () => {
  it('is the heading above a sentence, and which sentences share a line', () => {
    const text = 'ALLERGIES:\n- codeine (vomiting)\n\n# Plan\nRest. Fluids.'
    const lines = read({ kind: 'note', documentIds: ['note:1'], text })
    expect(lines.map((line) => [line.text, line.name, line.place])).toEqual([
      ['codeine (vomiting)', 'ALLERGIES', '0.1'],
      ['Rest.', 'Plan', '0.4'],
      ['Fluids.', 'Plan', '0.4'],
    ])
  })

  it("leaves out what packing says of a sentence's copies, whose dates are other notes'", () => {
    const lines = read({
      kind: 'note',
      time: '2022-03-30 06:06:23',
      text: 'Gait steady. (also in 3 notes, 2015-01-02 to 2017-05-06)',
    })
    expect(lines.map(({ text, time }) => [text, time])).toEqual([['Gait steady.', '2022-03-30 06:06']])
  })

  it("is an event's name without value and phase, and its kind as the header says it", () => {
    const day = '06:06 Body Height 56.40 cm; Aspirin 81 MG Oral Tablet start; Hep B, adult start|end'
    const lines = read({ time: '2022-03-30 06:06:23', text: day }, '[1] 2022-03-30 drug exposure\n…')
    expect(lines.map(({ name, phase, domain }) => [name, phase, domain])).toEqual([
      ['Body Height', null, 'drug_exposure'],
      ['Aspirin 81 MG Oral Tablet', 'start', 'drug_exposure'],
      ['Hep B, adult', 'both', 'drug_exposure'],
    ])
    const series = read(
      { text: 'Td (adult): 2005-06-29 06:06 start|end', documentIds: ['event:2005-06-29 06:06:23|CVX/113'] },
      '[1] drug exposure: Td (adult): 2005-06-29 06:06 start|end',
    )
    expect(series).toMatchObject([{ phase: 'both', domain: 'vaccine' }])
  })
})

describe('the lines of a raw cut', () => {
  it('of the newer dialect name the event with value and unit, under the time of its entry', () => {
    const xml = `ovider_id="8975885"/>
      <entry timestamp="1983-04-27 06:06:23">
        <event type="visit" code="Visit/OP" name="Outpatient Visit" visit_id="618630974">start</event>
        <event type="measurement" code="LOINC/8302-2" name="Body Height" unit="cm" visit_id="618630974">&lt;56.40</event>
        <event type="observation" code="SNOMED/410620009" name="Well child visit"/>
        <event type="note" code="LOINC/34117-2" name="progress note" note_id="205345981"># Chief Complaint
No complaints. Afebrile.</event>
      </entry>
      <entry timestamp="1984-01-02">
        <event type="condition" code="x" name="Asthma">st`
    expect(readRaw(xml)).toEqual([
      ['Outpatient Visit start', '1983-04-27 06:06', true],
      ['Body Height <56.40 cm', '1983-04-27 06:06', true],
      ['Well child visit', '1983-04-27 06:06', true],
      ['No complaints.', '1983-04-27 06:06', false],
      ['Afebrile.', '1983-04-27 06:06', false],
      ['Asthma st', '1984-01-02', true],
    ])
  })

  it('of the older dialect stand under the time of their domain, in either spelling of the hour', () => {
    const xml = `in the end of a note.
            </note>
            <measurement start="04/27/1983 06:06 PM">
                <code>[LOINC/8302-2] Body Height 56.40 cm</code>
            </measurement>
            <note type="progress note" start="04/28/1983 06:21">
                # Chief Complaint
                No complaints.
            </note>
            <observation start="04/2`
    expect(readRaw(xml)).toEqual([
      ['in the end of a note.', null, false],
      ['Body Height 56.40 cm', '1983-04-27 18:06', true],
      ['No complaints.', '1983-04-28 06:21', false],
    ])
  })

  it('of nothing are none', () => {
    expect(readRaw('')).toEqual([])
    expect(readRaw('<event type="me')).toEqual([])
  })
})
