import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { changingFacts, facts } from '../../synthetic/banks/facts.js'
import { Random } from '../../synthetic/draw/synthetic-random.js'
import { writeSyntheticCohort } from '../../synthetic/write/write-cohort.js'
import {
  filesUnder,
  type Gold,
  jsonLines,
  tsvRows,
  type XmlEvent,
  xmlEvents,
} from './synthetic-cohort-files.js'

type Answer = Record<string, never> & {
  value: number
  time: string
  times: string[]
  window: [string | null, string]
  codes: string[]
  code: string
  count: number
  date: string
  answer: boolean
  name: string
  n: number
  first: { value: number; time: string }
  last: { value: number; time: string }
  medications: { code: string; last_start: string }[]
}

let folder: string
let golds: Gold[]
let charts: Map<string, XmlEvent[]>
let qrels: Record<string, string>[]

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'synthetic-gold-'))
  const out = join(folder, 'cohort')
  await writeSyntheticCohort({ patients: 12, seed: 31, out })
  const files = filesUnder(out)
  golds = jsonLines<Gold>(files.get('gold.jsonl') ?? '')
  qrels = tsvRows(files.get('qrels.tsv') ?? '')
  charts = new Map(
    [...files]
      .filter(([name]) => name.endsWith('.xml'))
      .map(([name, xml]) => [name.slice(5, -4), xmlEvents(xml)]),
  )
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Every gold of the kinds, with what the XML shows up to its as-of time; fails where the cohort has none. */
function each(kinds: readonly string[], check: (answer: Answer, seen: XmlEvent[], gold: Gold) => void): void {
  const chosen = golds.filter((gold) => kinds.includes(gold.kind))
  expect(chosen.length).toBeGreaterThan(0)
  for (const gold of chosen) {
    const seen = (charts.get(String(gold.person_id)) ?? []).filter((event) => event.time <= gold.as_of)
    check(gold.answer as Answer, seen, gold)
  }
}

const series = (seen: readonly XmlEvent[], codes: readonly string[]): XmlEvent[] =>
  seen.filter((event) => codes.includes(event.code))
const essential = (gold: Gold): string[] =>
  qrels
    .filter((qrel) => qrel.instruction_id === String(gold.instruction_id) && qrel.relevance === '2')
    .map((qrel) => qrel.document_id ?? '')

describe('the gold of a synthetic cohort', () => {
  it('names the one latest value', () => {
    each(['last_value'], (answer, seen, gold) => {
      const points = series(seen, answer.codes).sort((a, b) => (a.time < b.time ? 1 : -1))
      expect([points[0]?.time, Number(points[0]?.value)]).toEqual([answer.time, answer.value])
      expect(points.filter((point) => point.time === answer.time)).toHaveLength(1)
      expect(essential(gold)).toContain(`event:${answer.time}|${answer.codes[0]}`)
    })
  })

  it('names the only value of a day', () => {
    each(['value_on_date'], (answer, seen) => {
      const points = series(seen, answer.codes).filter(
        (point) => point.time.slice(0, 10) === answer.time.slice(0, 10),
      )
      expect(points.map((point) => Number(point.value))).toEqual([answer.value])
    })
  })

  it('names the one highest or lowest value of its window', () => {
    each(['max_value', 'min_value'], (answer, seen, gold) => {
      const [from, to] = answer.window
      const values = series(seen, answer.codes)
        .filter((point) => point.time >= (from ?? '') && point.time <= to)
        .map((point) => Number(point.value))
      expect(gold.kind === 'max_value' ? Math.max(...values) : Math.min(...values)).toBe(answer.value)
      expect(values.filter((value) => value === answer.value)).toHaveLength(1)
    })
  })

  it('counts visits and readings in the window', () => {
    each(['count_in_window'], (answer, seen, gold) => {
      const starts = series(seen, [answer.code]).filter(
        (event) => event.value === 'start' && event.time >= (answer.window[0] ?? ''),
      )
      expect(starts).toHaveLength(answer.count)
      expect(new Set(essential(gold)).size).toBe(answer.count)
    })
    each(['trend'], (answer, seen) => {
      const points = series(seen, answer.codes).filter((point) => point.time >= (answer.window[0] ?? ''))
      expect(points).toHaveLength(answer.n)
      expect([Number(points[0]?.value), Number(points.at(-1)?.value)]).toEqual([
        answer.first.value,
        answer.last.value,
      ])
    })
  })

  it('dates first entries and last vaccinations', () => {
    each(['first_date', 'med_start'], (answer, seen) =>
      expect(series(seen, [answer.code])[0]?.time.slice(0, 10)).toBe(answer.date),
    )
    each(['last_date'], (answer, seen) =>
      expect(series(seen, [answer.code]).at(-1)?.time.slice(0, 10)).toBe(answer.date),
    )
  })

  it('lists as current exactly the drugs whose last entry is a start', () => {
    each(['current_medications'], (answer, seen) => {
      const last = new Map<string, XmlEvent>()
      for (const event of seen)
        if (event.domain === 'drug_exposure' && !event.code.startsWith('CVX/')) last.set(event.code, event)
      const active = [...last.values()].filter((event) => event.value === 'start').map((event) => event.code)
      expect(answer.medications.map((drug) => drug.code).sort()).toEqual(active.sort())
    })
  })

  it('answers no only where neither events nor notes name the thing, and then has no evidence', () => {
    each(['never_had', 'ever_had'], (answer, seen, gold) => {
      const name = answer.name.toLowerCase()
      const named = seen.some(
        (event) => event.name.toLowerCase().includes(name) || event.value.toLowerCase().includes(name),
      )
      expect(named).toBe(answer.answer)
      expect(essential(gold).length > 0).toBe(answer.answer)
    })
  })

  it('keeps the reason for stopping a drug out of the events', () => {
    each(['why_stopped'], (_answer, _seen, gold) => {
      expect(essential(gold).length).toBeGreaterThan(0)
      expect(essential(gold).every((document) => document.startsWith('note:'))).toBe(true)
    })
  })

  it('spreads the evidence over old and recent years', () => {
    const positions = golds
      .map((gold) => (gold as Gold & { position: number | null }).position)
      .filter((position) => position !== null)
    expect(positions.filter((position) => position < 0.4).length).toBeGreaterThan(golds.length * 0.12)
    expect(positions.filter((position) => position > 0.7).length).toBeGreaterThan(golds.length * 0.12)
  })
})

describe('the fact banks', () => {
  // Function words and the words of asking, which carry no meaning of the fact.
  const EMPTY = new Set(
    'patient what when with does that this have been were there from into they them anyone should where which than will would then more because being'.split(
      ' ',
    ),
  )
  const stems = (text: string): Set<string> =>
    new Set(
      (text.toLowerCase().match(/[a-z]{4,}/g) ?? [])
        .filter((word) => !EMPTY.has(word))
        .map((word) => word.slice(0, 5)),
    )
  const shared = (question: string, note: string): string[] => {
    const known = stems(note)
    return [...stems(question)].filter((stem) => known.has(stem))
  }

  it('hold questions by meaning that share no content word with any phrasing of the note', () => {
    for (const fact of facts()) {
      const note = `${fact.says.join(' ')} ${Object.values(fact.values).flat().join(' ')}`
      for (const question of fact.meaning) expect(shared(question, note), fact.topic).toEqual([])
    }
    for (const fact of changingFacts()) {
      const note = fact.states.flatMap((state) => state.says).join(' ')
      for (const question of fact.meaning) expect(shared(question, note), fact.topic).toEqual([])
    }
  })

  it('have one entry per topic', () => {
    const topics = [...facts(), ...changingFacts()].map((fact) => fact.topic)
    expect(new Set(topics).size).toBe(topics.length)
  })
})

describe('Random', () => {
  it('draws integers over the whole range, evenly', () => {
    const random = new Random('dice')
    const seen = [0, 0, 0, 0, 0, 0]
    for (let i = 0; i < 6000; i++) seen[random.int(1, 6) - 1]! += 1
    // 1,000 each expected, standard deviation 29: five of them either way.
    for (const count of seen) expect(Math.abs(count - 1000)).toBeLessThan(145)
  })

  it('samples without repeats and does not touch its input', () => {
    const items = [1, 2, 3, 4, 5]
    expect(new Random('s').sample(items, 9).sort()).toEqual([1, 2, 3, 4, 5])
    expect(items).toEqual([1, 2, 3, 4, 5])
  })
})
