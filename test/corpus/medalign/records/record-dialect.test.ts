import { describe, expect, it } from 'vitest'
import { readText } from './read-text.js'

const day = (body: string, start = 'start="10/08/2018 20:00"') =>
  readText(
    `<record><visit type="Clinic Visit" start="10/08/2018 20:00"><day ${start}>${body}</day></visit></record>`,
  )
const NONE = { unit: null, encounterId: 'visit:1' }

describe('the record dialect', () => {
  it('reads both forms of a time in one file, several codes of an element, and their values and units', async () => {
    const { record, problems } = await day(
      `<measurement start="10/08/2018 08:05 PM">
         <code>[LOINC/8462-4] Diastolic blood pressure 100</code>
         <code>[LOINC/29463-7] Body weight 80 kg </code>
       </measurement>
       <drug_exposure start="10/08/2018 9:00 PM"><code>[RxNorm/6185] Labetalol 5 MG</code></drug_exposure>`,
    )
    expect(record.events).toEqual([
      {
        documentId: 'event:2018-10-08 20:00:00|Visit/Clinic Visit',
        time: '2018-10-08 20:00:00',
        domain: 'visit',
        code: 'Visit/Clinic Visit',
        name: 'Clinic Visit',
        value: 'start',
        ...NONE,
      },
      {
        documentId: 'event:2018-10-08 20:05:00|LOINC/8462-4',
        time: '2018-10-08 20:05:00',
        domain: 'measurement',
        code: 'LOINC/8462-4',
        name: 'Diastolic blood pressure',
        value: '100',
        ...NONE,
      },
      {
        documentId: 'event:2018-10-08 20:05:00|LOINC/29463-7',
        time: '2018-10-08 20:05:00',
        domain: 'measurement',
        code: 'LOINC/29463-7',
        name: 'Body weight',
        value: '80',
        ...NONE,
        unit: 'kg',
      },
      // A strength belongs to the name of a drug.
      {
        documentId: 'event:2018-10-08 21:00:00|RxNorm/6185',
        time: '2018-10-08 21:00:00',
        domain: 'drug_exposure',
        code: 'RxNorm/6185',
        name: 'Labetalol 5 MG',
        value: null,
        ...NONE,
      },
    ])
    expect(problems).toEqual({})
  })

  it('reads notes with their white space, numbered as the file has them', async () => {
    const { record, problems } = await day(
      '<note type="ED note" start="10/08/2018 08:10 PM">\n  SBP 210/100\n </note><note type="NULL" start="10/08/2018 9:00 PM">b</note>',
    )
    expect(record.notes).toEqual([
      {
        documentId: 'note:1',
        time: '2018-10-08 20:10:00',
        type: 'ED note',
        encounterId: 'visit:1',
        text: '\n  SBP 210/100\n ',
      },
      { documentId: 'note:2', time: '2018-10-08 21:00:00', type: null, encounterId: 'visit:1', text: 'b' },
    ])
    expect(problems).toEqual({ 'note without a type': 1 })
  })

  it('reads who the person is from lines with and without a space', async () => {
    const { record } = await day(
      '<person>\n  Birth:7/19/1966 \n  Race: White\n  Gender: NULL\n  Age in Years: 52\n</person>',
    )
    expect(record.events.slice(1).map(({ code, name, value }) => [code, name, value])).toEqual([
      ['PERSON/BIRTHDATE', 'birth date', '7/19/1966'],
      ['PERSON/RACE', 'race', 'White'],
    ])
  })

  it('takes no line for the value of the one before, which is empty', async () => {
    const { record } = await day('<person>\n  Birth:\n  Race: White\n</person>')
    expect(record.events.slice(1).map(({ name, value }) => [name, value])).toEqual([['race', 'White']])
  })

  it('puts what has no time of its own at the end of its day', async () => {
    const { record, problems } = await day(
      '<note type="n">a</note><condition_occurrence start="NULL"><code>[a] x</code></condition_occurrence>',
    )
    expect(record.notes[0]!.time).toBe('2018-10-08 23:59:59')
    expect(record.events[1]!.time).toBe('2018-10-08 23:59:59')
    expect(problems).toEqual({
      'condition without a time, put at the end of its day': 1,
      'note without a time, put at the end of its day': 1,
    })
  })

  it('puts a code outside of an event and who the person is at the end of their day', async () => {
    const { record } = await day('<code>[a/1] x</code><person>Race: White</person>')
    expect(record.events.slice(1).map(({ code, time }) => [code, time])).toEqual([
      ['a/1', '2018-10-08 23:59:59'],
      ['PERSON/RACE', '2018-10-08 23:59:59'],
    ])
  })

  it('shows nothing of a visit without days before the visit is over', async () => {
    const body =
      '<person>Race: White</person><note type="n">a</note><condition_occurrence><code>[c] x</code></condition_occurrence><code>[d] y</code>'
    const visit = (end: string) =>
      readText(`<record><visit start="01/01/2020 8:00"${end}>${body}</visit></record>`)
    const times = async (end: string) => {
      const { record } = await visit(end)
      return [...new Set([...record.notes, ...record.events.slice(1)].map(({ time }) => time))]
    }
    expect(await times(' end="01/20/2020"')).toEqual(['2020-01-20 23:59:59'])
    expect(await times(' end="01/20/2020 10:00"')).toEqual(['2020-01-20 10:00:00'])
    expect(await times('')).toEqual([null])
    expect(await times(' end="12/31/2019"')).toEqual([null])
    expect((await visit(' end="01/20/2020"')).problems).toMatchObject({
      'note without a time, put at the end of its visit': 1,
      'condition without a time, put at the end of its visit': 1,
    })
  })

  it('gives what follows a visit no time from that visit', async () => {
    const { record } = await readText(
      '<record><visit start="01/01/2020" end="01/02/2020"/><note type="n">a</note></record>',
    )
    expect(record.notes[0]).toMatchObject({ time: null, encounterId: '' })
  })

  it('gives an event within an event the later of their times', async () => {
    const { record, problems } = await day(
      '<measurement start="10/08/2018 20:00"><observation start="10/09/2018 9:00"><code>[a/1] x</code></observation></measurement>',
    )
    expect(record.events[1]!.time).toBe('2018-10-09 09:00:00')
    expect(problems).toEqual({ 'event within an event, with the later of their times': 1 })
  })

  it('leaves undated what cannot be dated', async () => {
    const { record, problems } = await readText(
      '<record><visit><day start="NULL"><note type="n" start="later">a</note></day></visit></record>',
    )
    expect(record.notes[0]!.time).toBeNull()
    expect(record.encounters).toEqual([{ encounterId: 'visit:1', start: null, end: null, type: null }])
    expect(problems).toEqual({
      'day without a time': 1,
      'note with a time that cannot be read': 1,
      'visit without a time': 1,
    })
  })

  it('keeps a code without brackets, a code outside of an event, and text beside codes', async () => {
    const { record, problems } = await day(
      '<procedure_occurrence start="10/08/2018">free text<code>CT head</code></procedure_occurrence><code>[a/1] x 5</code><observation start="10/08/2018"> </observation>',
    )
    expect(
      record.events.slice(1).map(({ domain, code, name, value }) => [domain, code, name, value]),
    ).toEqual([
      ['procedure', 'unknown', 'CT head', null],
      ['procedure', 'unknown', 'unknown', 'free text'],
      ['unknown', 'a/1', 'x 5', null],
    ])
    expect(problems).toMatchObject({
      'code element without a code in brackets': 1,
      'code element outside of an event': 1,
      'empty element <observation>': 1,
      'text beside the codes of an event, kept as an event': 1,
    })
  })

  it('counts an element within a note and keeps all of its text', async () => {
    const { record, problems } = await day(
      '<note type="n" start="10/08/2018 9:00 PM">one <b>two</b> three</note>',
    )
    expect(record.notes[0]!.text).toBe('one two three')
    expect(record.events).toHaveLength(1)
    expect(problems).toEqual({ 'element within a note': 1 })
  })

  it('keeps an unknown kind of event under its own name', async () => {
    const { record, problems } = await day(
      '<specimen start="10/08/2018 9:00 PM"><code>[a/1] Blood</code></specimen>',
    )
    expect(record.events[1]).toMatchObject({ domain: 'specimen', code: 'a/1', name: 'Blood' })
    expect(problems).toEqual({ 'unknown element <specimen>': 1 })
  })
})
