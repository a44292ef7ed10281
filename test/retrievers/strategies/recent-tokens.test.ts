import { describe, expect, it } from 'vitest'
import type { TokenCounter } from '../../../base/token-counter.js'
import { datedSpans } from '../../../corpus/medalign/records/dated-spans.js'
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
