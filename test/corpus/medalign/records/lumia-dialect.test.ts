import { describe, expect, it } from 'vitest'
import { readText } from './read-text.js'

const stream = (
  body: string,
  encounter = 'start_timestamp="2020-01-01 08:00:00" end_timestamp="2020-01-02"',
) => readText(`<eventstream person_id="7"><encounter ${encounter}>${body}</encounter></eventstream>`)
const entry = (events: string, time = '2020-01-01 09:00:00') =>
  `<events><entry timestamp="${time}">${events}</entry></events>`

describe('the LUMIA dialect', () => {
  it('reads an event with its code, name, unit and the spelling of its value', async () => {
    const { record, problems } = await stream(
      entry(
        '<event type="measurement" code="LOINC/718-7" name="Hemoglobin" unit="g/dL" visit_id="5">15.40</event>',
      ),
    )
    expect(record.events).toEqual([
      {
        documentId: 'event:2020-01-01 09:00:00|LOINC/718-7',
        time: '2020-01-01 09:00:00',
        domain: 'measurement',
        code: 'LOINC/718-7',
        name: 'Hemoglobin',
        value: '15.40',
        unit: 'g/dL',
        encounterId: '5',
      },
    ])
    // end_timestamp names a day alone: it stands at the end of that day.
    expect(problems).toEqual({ 'encounter end with a date but no time of day': 1 })
  })

  it('reads a note under its own id, its text untouched', async () => {
    const { record } = await stream(
      entry(
        '<event type="note" code="L/1" name="progress note" note_id="88" visit_id="5"> BP &lt; 90 &amp; falling\n </event>',
      ),
    )
    expect(record.notes).toEqual([
      {
        documentId: 'note:88',
        time: '2020-01-01 09:00:00',
        type: 'progress note',
        encounterId: '5',
        text: ' BP < 90 & falling\n ',
      },
    ])
    expect(record.events).toEqual([])
  })

  it('counts what is missing or NULL, and keeps the event', async () => {
    const { record, problems } = await stream(
      entry('<event type="NULL" code="NULL" name="" unit="NULL">NULL</event><event>1</event>', 'NULL'),
      'start_timestamp="soon"',
    )
    expect(
      record.events.map(({ documentId, domain, name, value, unit }) => [
        documentId,
        domain,
        name,
        value,
        unit,
      ]),
    ).toEqual([
      ['event:unknown|unknown', 'unknown', 'unknown', null, null],
      ['event:unknown|unknown', 'unknown', 'unknown', '1', null],
    ])
    expect(problems).toEqual({
      'encounter with a time that cannot be read': 1,
      'encounter without an end': 1,
      'entry without a time': 1,
      'event without a code': 2,
      'event without a name': 2,
      'event without a type': 2,
    })
  })

  it('gives an event the time of its entry where its own is missing or NULL, and nothing of a closed entry', async () => {
    const { record } = await stream(
      `${entry('<event code="a" timestamp="NULL"/><event code="b" timestamp="2020-01-01 10:00"/>')}<event code="c"/>`,
    )
    expect(record.events.map(({ code, time }) => [code, time])).toEqual([
      ['a', '2020-01-01 09:00:00'],
      ['b', '2020-01-01 10:00:00'],
      ['c', null],
    ])
  })

  it('keeps notes of one id apart and numbers those without one', async () => {
    const note = (id: string, text: string) => `<event type="note" name="n" ${id}>${text}</event>`
    const { record, problems } = await stream(
      entry(note('note_id="1"', 'a') + note('note_id="1"', 'b') + note('', 'c')),
    )
    expect(record.notes.map(({ documentId, text }) => [documentId, text])).toEqual([
      ['note:1', 'a'],
      ['note:1#2', 'b'],
      ['note:3', 'c'],
    ])
    expect(problems).toMatchObject({ 'note id used twice': 1, 'note without an id': 1 })
  })

  it('keeps what a person is when first said and when it changes', async () => {
    const person = (plan: string) =>
      `<encounter start_timestamp="2020-01-0${plan} 08:00:00" end_timestamp="2020-01-2${plan} 09:00:00"><person><birthdate>1966-07-19</birthdate><age><days>9</days></age><payerplan>Plan ${plan}</payerplan></person></encounter>`
    const { record } = await readText(`<eventstream>${person('1')}${person('2')}</eventstream>`)
    expect(record.events.map(({ time, name, value }) => [time, name, value])).toEqual([
      ['2020-01-21 09:00:00', 'birth date', '1966-07-19'],
      ['2020-01-21 09:00:00', 'payer plan', 'Plan 1'],
      ['2020-01-22 09:00:00', 'payer plan', 'Plan 2'],
    ])
  })

  it('dates what has no time of its own at the end of its encounter, never at the start', async () => {
    const person = '<person><gender>F</gender></person><remark>seen</remark>'
    const open = (end: string, body = person) =>
      `<encounter start_timestamp="2020-01-01 08:00:00" ${end}>${body}</encounter>`
    const { record } = await readText(
      `<eventstream>${open('')}${open('end_timestamp="2020-01-20"')}${person}${open('end_timestamp="2019-12-31"')}</eventstream>`,
    )
    expect(record.events.map(({ time, domain, value }) => [time, domain, value])).toEqual([
      // An encounter without an end may have gone on for years.
      [null, 'person', 'F'],
      [null, 'remark', 'seen'],
      ['2020-01-20 23:59:59', 'person', 'F'],
      ['2020-01-20 23:59:59', 'remark', 'seen'],
      // Behind an encounter nothing is of its time, and an end before the start ends nothing.
      [null, 'remark', 'seen'],
      [null, 'remark', 'seen'],
    ])
  })

  it('leaves the contents of an entry without a time undated', async () => {
    const { record } = await stream(
      `<entry><event type="note" name="n" note_id="1">a</event><remark>b</remark></entry>`,
    )
    expect([record.notes[0]!.time, record.events[0]!.time]).toEqual([null, null])
  })

  it('names an encounter after its visit', async () => {
    const { record } = await stream(
      entry('<event type="visit" code="Visit/OP" name="Outpatient Visit">start</event>'),
    )
    expect(record.encounters).toEqual([
      {
        encounterId: 'encounter:1',
        start: '2020-01-01 08:00:00',
        end: '2020-01-02 23:59:59',
        type: 'Outpatient Visit',
      },
    ])
  })

  it('counts an unknown element within an event and keeps all of the text', async () => {
    const { record, problems } = await stream(
      entry(
        '<event type="note" name="n" note_id="1">one <b>two</b> three</event><event code="x">4<age>5</age>6</event>',
      ),
    )
    expect(record.notes[0]!.text).toBe('one two three')
    expect(record.events[0]!.value).toBe('456')
    expect(problems).toMatchObject({ 'element within an event': 2 })
  })

  it('keeps the text of an unknown element as an event, and the events within one as themselves', async () => {
    const { record, problems } = await stream(
      entry(
        '<remark>see <i>chart</i></remark><group><event code="x">1</event></group><constructor>c</constructor>',
      ),
    )
    expect(record.events.map(({ domain, code, value }) => [domain, code, value])).toEqual([
      ['remark', 'unknown', 'see chart'],
      ['unknown', 'x', '1'],
      ['constructor', 'unknown', 'c'],
    ])
    expect(problems).toMatchObject({
      'unknown element <remark>': 1,
      'unknown element <i>': 1,
      'unknown element <group>': 1,
      'unknown element <constructor>': 1,
    })
  })

  it('loses neither event if one is inside the other', async () => {
    const { record, problems } = await stream(entry('<event code="x">1<event code="y">2</event></event>'))
    expect(record.events.map(({ code, value }) => [code, value])).toEqual([
      ['x', '1'],
      ['y', '2'],
    ])
    expect(problems).toMatchObject({ 'event within an event': 1 })
  })
})
