import { describe, expect, it } from 'vitest'
import type { TokenCounter } from '../../../base/token-counter.js'
import { rawPlaces } from '../../../corpus/formats/raw-text.js'
import { datedSpans } from '../../../corpus/medalign/records/dated-spans.js'
import type { PatientRecord } from '../../../corpus/record.js'
import { openTokenCounter } from '../../../generators/tokens/token-counters.js'
import { countFenced } from '../../../prompts/fence.js'
import { type Context, isUnfit } from '../../../retrievers/packing/context.js'
import { recentTokens } from '../../../retrievers/strategies/recent-tokens.js'
import { longestTail } from '../../../retrievers/strategies/text-tail.js'
import { RecordView } from '../../../retrievers/view/record-view.js'
import { ask, makeShard } from '../../fixtures/make-shard.js'
import { anna } from '../../fixtures/two-patients.js'
import { plainCounter } from '../contract.js'

const entry = (time: string, text: string) =>
  `<entry timestamp="${time}"><event type="note" note_id="${text}">${text} 日本語 😀</event></entry>`
const LUMIA = `<eventstream><encounter start_timestamp="2020-01-01 08:00:00"><person><gender>F</gender></person><events>
${entry('2020-01-01 09:00:00', 'first')}
${entry('2020-01-03 09:00:00', 'third')}
${entry('2020-01-02 09:00:00', 'second')}
<entry><event type="note">undated</event></entry>
<entry timestamp="2020-01-02 10:00:00"><event type="note" timestamp="2020-01-09 10:00:00">late</event></entry>
</events></encounter></eventstream>
`
const OLDER = `<record><visit type="Clinic" start="01/01/2020 9:00 AM"><day start="01/01/2020 9:00 AM"><person>Birth:7/19/1966</person>
<measurement start="01/01/2020 09:05 PM"><code>[L/1] Hemoglobin 15.40</code></measurement><note type="plan">Rest.</note></day>
<day start="01/02/2020 9:00 AM"><note type="plan" start="01/02/2020 9:10 AM">Walk.</note></day></visit></record>`

async function rawContext(
  xml: string,
  asOf: string | null,
  tokens: number,
  counter: TokenCounter,
): Promise<Context> {
  const { shard } = await makeShard(
    { patientId: 'p', encounters: [], notes: [], events: [] },
    { rawText: xml },
  )
  const fill = await recentTokens().select(ask('p', 'x', asOf), new RecordView(shard, asOf))
  const context = fill({ tokens, counter })
  if (isUnfit(context)) throw new Error(context.reason)
  return context
}

describe('recent-tokens', () => {
  it('is unfit, with that reason, if the corpus format has no raw text', async () => {
    const { shard } = await makeShard(anna, { rawText: null })
    for (const asOf of [null, '2020-01-01 09:00:00']) {
      const fill = await recentTokens().select(ask('anna', 'x', asOf), new RecordView(shard, asOf))
      expect(fill({ tokens: 100, counter: plainCounter })).toEqual({
        reason: 'this corpus format has no raw text',
      })
    }
  })

  it('is an end of the XML as it is, and says whether it was cut', async () => {
    const whole = await rawContext(LUMIA, null, 10_000, plainCounter)
    expect(whole).toMatchObject({ text: LUMIA, passages: [], dropped: 0, truncated: 0 })
    const cut = await rawContext(LUMIA, null, 20, plainCounter)
    expect(LUMIA.endsWith(cut.text)).toBe(true)
    expect(cut).toMatchObject({ tokens: 20, truncated: 1 })
    expect(await rawContext(LUMIA, null, 0, plainCounter)).toMatchObject({ text: '', tokens: 0 })
    expect(await rawContext('', null, 9, plainCounter)).toMatchObject({ text: '', tokens: 0, truncated: 0 })
  })

  it('ends behind the last entry that may be seen, without those before it that may not', async () => {
    const { text } = await rawContext(LUMIA, '2020-01-02 12:00:00', 10_000, plainCounter)
    const [first, second] = [entry('2020-01-01 09:00:00', 'first'), entry('2020-01-02 09:00:00', 'second')]
    expect(text).toBe(`${LUMIA.slice(0, LUMIA.indexOf(first))}${first}\n\n${second}`)
    expect((await rawContext(LUMIA, '2019-12-31 23:59:59', 10_000, plainCounter)).text).toBe('')
  })

  it('is what it would be had the future never been written', async () => {
    const asOf = '2020-01-01 09:00:00'
    const past = LUMIA.slice(0, LUMIA.indexOf('\n<entry timestamp="2020-01-03'))
    const cut = await rawContext(LUMIA, asOf, 12, plainCounter)
    expect(cut).toEqual(await rawContext(past, null, 12, plainCounter))
  })

  it('knows the times of the older dialect: what has none stands at the end of its day', async () => {
    expect(datedSpans(OLDER).map(({ time }) => time)).toEqual([
      '2020-01-01 21:05:00',
      '2020-01-01 23:59:59',
      '2020-01-02 09:10:00',
    ])
    const evening = (await rawContext(OLDER, '2020-01-01 22:00:00', 10_000, plainCounter)).text
    expect(evening).toBe(OLDER.slice(0, OLDER.indexOf('<note')))
    const night = (await rawContext(OLDER, '2020-01-01 23:59:59', 10_000, plainCounter)).text
    expect(night).toBe(OLDER.slice(0, OLDER.indexOf('</day>')))
  })
})

describe('the longest end of a text', () => {
  const text =
    'Säure \u0085\n\n  日本語😀 x;\n\n/y\n    <a>\n\t\u0085\n \ufeff\u0085\n<<<BEGIN patient record>>> 12345\r\n'.repeat(
      7,
    )

  it.each(['cl100k', 'o200k'])(
    'is within the budget, and as long as whole tokens of %s allow',
    async (name) => {
      const counter = await openTokenCounter(name)
      for (const each of [counter, countFenced(counter)]) {
        for (let tokens = 0; tokens <= each.count(text) + 1; tokens++) {
          const end = longestTail(text, tokens, each)
          expect(end.tokens).toBe(each.count(end.text))
          expect(end.tokens).toBeLessThanOrEqual(tokens)
          expect(text.endsWith(end.text.replace(/^\ufffd{1,3}/, ''))).toBe(true)
        }
      }
      expect(longestTail(text, counter.count(text), counter).text).toBe(text)
    },
  )

  it.each(['cl100k', 'o200k'])(
    'is that of the whole text, although only its end is read by %s',
    async (name) => {
      const long = `${'Zeile mit 123456 Wörtern;\n'.repeat(500)}${text}`
      const [near, far] = [await openTokenCounter(name), await openTokenCounter(name)]
      far.tail!(long, 1_000_000)
      for (let tokens = 1; tokens < 400; tokens += 7) {
        expect(near.tail!(long, tokens)).toEqual(far.tail!(long, tokens))
      }
    },
  )

  it('is found by counting where a counter cannot give it', async () => {
    const approx = await openTokenCounter('approx')
    for (const tokens of [1, 5, 60, 1000]) {
      const end = longestTail(text, tokens, approx)
      expect(end.tokens).toBeLessThanOrEqual(tokens)
      expect(text.endsWith(end.text)).toBe(true)
      expect(end.text).not.toMatch(/^[\udc00-\udfff]/)
      expect(end.text.length).toBeGreaterThan(Math.min(text.length, tokens * 4) - 2)
    }
  })
})

const NOTE_TEXT = 'Fever & chills.\n<Plan> 😀 rest well.'
const SHOWN = `<eventstream><encounter start_timestamp="2020-01-01 08:00:00"><events>
<entry timestamp="2020-01-01 09:00:00"><event type="note" note_id="1">Fever &amp; chills.\n<![CDATA[<Plan> 😀]]> rest well.</event></entry>
<entry timestamp="2020-01-03 09:00:00"><event type="measurement" code="L/1" name="Sodium">140</event></entry>
<entry timestamp="2020-01-02 09:00:00"><event type="measurement" code="L/1" name="Sodium">133</event><event type="condition" code="C/1" name="Fever"/></entry>
</events></encounter></eventstream>
`

describe('what recent-tokens shows', () => {
  const day = (time: string, code: string, [domain, name, value]: (string | null)[]) => ({
    ...{ documentId: `event:${time}|${code}`, time, code, unit: null, encounterId: 'encounter:1' },
    ...{ domain: domain!, name: name!, value: value! },
  })
  const record: PatientRecord = {
    patientId: 'p',
    encounters: [],
    notes: [
      {
        documentId: 'note:1',
        time: '2020-01-01 09:00:00',
        type: null,
        encounterId: 'encounter:1',
        text: NOTE_TEXT,
      },
    ],
    events: [
      day('2020-01-03 09:00:00', 'L/1', ['measurement', 'Sodium', '140']),
      day('2020-01-02 09:00:00', 'L/1', ['measurement', 'Sodium', '133']),
      day('2020-01-02 09:00:00', 'C/1', ['condition', 'Fever', null]),
    ],
  }
  /** The context whose text begins with `rest`, by a counter of UTF-16 units; anything else if characters are divided. */
  const from = async (rest: string, asOf: string | null = null) => {
    const units: TokenCounter = { name: 'units', exact: true, count: (text) => text.length }
    const { shard } = await makeShard(record, { rawText: SHOWN, rawPlaces: rawPlaces(SHOWN) })
    const view = new RecordView(shard, asOf)
    const fill = await recentTokens().select(ask('p', 'x', asOf), view)
    const whole = fill({ tokens: 100_000, counter: units })
    if (isUnfit(whole)) throw new Error(whole.reason)
    const tokens = whole.text.length - whole.text.indexOf(rest)
    const context = fill({ tokens, counter: units })
    if (isUnfit(context)) throw new Error(context.reason)
    expect(context.text.startsWith(rest)).toBe(true)
    return { ...context, ids: context.passages.map(({ documentIds }) => documentIds.join(' ')) }
  }
  const [SODIUM_140, SODIUM_133, FEVER] = record.events.map(({ documentId }) => documentId)

  it('is all of it if nothing is cut, in the order of the file', async () => {
    const { ids, passages } = await from('<eventstream>')
    expect(ids).toEqual(['note:1', SODIUM_140, SODIUM_133, FEVER])
    expect(passages.map(({ rank, label }) => [rank, label])).toEqual([
      [4, null],
      [3, null],
      [2, null],
      [1, null],
    ])
    const [note, sodium] = passages
    expect(note).toMatchObject({ start: 0, end: NOTE_TEXT.length, text: NOTE_TEXT })
    // Its tokens are those of the XML: here its characters.
    expect(sodium!.tokens).toBe('<event type="measurement" code="L/1" name="Sodium">140</event>'.length)
    expect(sodium!.text).toBe('09:00 Sodium 140')
  })

  it.each([
    ['Fever &amp;', 'Fever & chills.\n<Plan> 😀 rest well.'],
    ['amp; chills', ' chills.\n<Plan> 😀 rest well.'],
    ['DATA[<Plan>', '<Plan> 😀 rest well.'],
    ['😀]]> rest', '😀 rest well.'],
    [']]> rest', ' rest well.'],
    ['well.</event>', 'well.'],
  ])('is, from %j on, the rest of the note', async (rest, text) => {
    const { passages } = await from(rest)
    const start = NOTE_TEXT.length - text.length
    expect(passages[0]).toMatchObject({ documentIds: ['note:1'], start, end: NOTE_TEXT.length, text })
  })

  it('is no event whose element was cut, and no note without its text', async () => {
    expect((await from('</event></entry>\n<entry timestamp="2020-01-03')).ids).toEqual([
      SODIUM_140,
      SODIUM_133,
      FEVER,
    ])
    expect((await from('event type="measurement" code="L/1" name="Sodium">133')).ids).toEqual([FEVER])
    expect((await from('"C/1" name="Fever"/>')).ids).toEqual([])
  })

  it('is, with an asOf, nothing of an entry that is left out', async () => {
    const asOf = '2020-01-02 12:00:00'
    expect((await from('<eventstream>', asOf)).ids).toEqual(['note:1', SODIUM_133, FEVER])
    // The later entry is left out between the note and the events: what follows is still known.
    const { passages, text } = await from('rest well.', asOf)
    expect(text).not.toContain('140')
    expect(passages[0]).toMatchObject({ documentIds: ['note:1'], text: 'rest well.' })
    expect(passages.slice(1).map((passage) => passage.text)).toEqual(['09:00 Sodium 133', '09:00 Fever'])
  })

  it('is known where a token divides a character', async () => {
    const bytes: TokenCounter = {
      name: 'bytes',
      exact: true,
      count: (text) => Buffer.byteLength(text),
      tail: (text, tokens) => ({ text: Buffer.from(text).subarray(-tokens).toString(), tokens }),
    }
    const { shard } = await makeShard(record, { rawText: SHOWN, rawPlaces: rawPlaces(SHOWN) })
    const fill = await recentTokens().select(ask('p', 'x'), new RecordView(shard, null))
    const after = Buffer.byteLength(SHOWN.slice(SHOWN.indexOf(']]>')))
    for (const [more, divided, text] of [
      [0, '', ' rest well.'],
      [1, '\ufffd', ' rest well.'],
      [3, '\ufffd', ' rest well.'],
      [4, '😀', '😀 rest well.'],
    ] as const) {
      const context = fill({ tokens: after + more, counter: bytes })
      if (isUnfit(context)) throw new Error(context.reason)
      expect(context.text.replace(/\ufffd+/, '\ufffd').startsWith(`${divided}]]>`)).toBe(true)
      expect(context.passages[0]).toMatchObject({ text, end: NOTE_TEXT.length })
      expect(context.passages[1]!.documentIds).toEqual([SODIUM_140])
    }
  })
})
