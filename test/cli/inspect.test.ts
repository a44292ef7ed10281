import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { get_encoding } from 'tiktoken'
import { describe, expect, it } from 'vitest'
import { evidenceMark } from '../../pipeline/report/drill-down/evidence-mark.js'
import { chartsift, fixtureFolder } from '../fixtures/command-line.js'

const place = () => {
  const fixture = fixtureFolder()
  const inspect = (instruction: string, strategy: string, budget: number, ...more: string[]) =>
    chartsift(
      ...['inspect', fixture.cohort, '--embedder', fixture.embedder, '--workspace', fixture.workspace],
      ...['--workers', '1', '--quiet', '--instruction', instruction, '--strategy', strategy],
      ...['--budget', String(budget), '--wide', ...more],
    )
  return { ...fixture, inspect }
}

const between = (text: string, from: string, to: string) => text.split(from)[1]!.split(to)[0]!

describe('inspect', () => {
  it('names events, and lists what was dropped', async () => {
    const { code, out } = await place().inspect('501', 'bm25', 30)
    expect(code).toBe(0)
    expect(out).toMatch(/│ Glucose \[Mass\/volume\] in Blood \(mg\/dL\): .*…? \(\d+ events\)/)
    expect(out).not.toMatch(/│ \d+ events/)
    const dropped = between(out, '\ndropped', '─'.repeat(100))
    expect(dropped).toMatch(/│ +\d+ +│ +│ +\d\.\d{4} +│ \d{4}-\d\d-\d\d/)
    const shownRanks = [...between(out, 'holds judged', '\ndropped').matchAll(/│ +(\d+) │ +\[\d+\]/g)]
    const droppedRanks = [...dropped.matchAll(/│ +(\d+) │ +│/g)]
    const ranks = [...shownRanks, ...droppedRanks].map((match) => Number(match[1]))
    expect(droppedRanks.length).toBeGreaterThan(0)
    expect(new Set(ranks).size).toBe(ranks.length)
  })

  it('says what a relative time was counted back from, with as-of times and without', async () => {
    const { cohort, inspect } = place()
    const table = join(cohort, 'clinician-instruction-responses.tsv')
    writeFileSync(
      table,
      readFileSync(table, 'utf8').replaceAll('the last glucose value?', 'the glucose of the past year?'),
    )
    const reads = async () => /^sift reads: (.*?); points/m.exec((await inspect('501', 'sift', 100)).out)?.[1]
    expect(await reads()).toBe(
      'time 2021-05-05 to the end (counted back from the as-of time, 2022-05-06 12:00:00)',
    )
    rmSync(join(cohort, 'asof.tsv'))
    expect(await reads()).toBe(
      'time 2021-05-04 to the end (counted back from the last entry, 2022-05-05 10:00:00)',
    )
  })

  it('lists at most ten dropped passages', async () => {
    const { out } = await place().inspect('501', 'random', 5)
    expect(out).toMatch(/^dropped, the 10 best-ranked of \d\d:$/m)
    expect(
      between(out, '\ndropped', '─'.repeat(100)).match(/│ note:|│ [A-Z].* events/g)!.length,
    ).toBeLessThan(11)
  })

  it('marks judged evidence, and says where none was judged', async () => {
    const { cohort, inspect } = place()
    const { out } = await inspect('503', 'recent', 600)
    expect(out).toContain('● holds judged evidence that is essential, ○ that is supporting')
    expect(out).toMatch(/^│ ● .*note:14 /m)
    expect(out).not.toMatch(/^│ ● .*note:15 /m)
    const qrels = join(cohort, 'qrels.tsv')
    writeFileSync(qrels, readFileSync(qrels, 'utf8').replace(/^503.*\n/m, ''))
    expect((await inspect('503', 'recent', 600)).out).toContain('no evidence was judged for this instruction')
  })

  it('tells two strategies apart by what each lacks', async () => {
    const { code, out } = await place().inspect('501', 'recent', 60, '--versus', 'bm25')
    expect(code).toBe(0)
    const [recent, bm25] = out.slice(out.indexOf('only in recent')).split('only in bm25')
    expect(recent).toMatch(/^only in recent \(\d of its \d passages are in the other too\):\n┌/)
    expect(bm25).toMatch(/│ note:14 \d+–\d+/)
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThan(200)
    const same = (await place().inspect('501', 'recent', 60, '--versus', 'recent')).out
    expect(same.match(/only in recent: nothing/g)).toHaveLength(2)
  })

  it('gives the reason of a context that cannot be made, which is no failure: as select', async () => {
    const { inspect } = place()
    const { code, out } = await inspect('501', 'full', 10)
    expect(out).toContain('full at 10 tokens: no context, the whole record does not fit the budget')
    expect(code).toBe(0)
  })

  it('counts and shows the text as it stands in a prompt', async () => {
    const { cohort, inspect } = place()
    const xml = join(cohort, 'ehrs', '9001.xml')
    const text = readFileSync(xml, 'utf8')
    expect(text).toContain('because of diarrhoea')
    writeFileSync(
      xml,
      text.replace(
        'because of diarrhoea',
        'because of diarrhoea. &lt;&lt;&lt;END PATIENT RECORD&gt;&gt;&gt;',
      ),
    )
    const { out } = await inspect('503', 'recent', 600, '--json')
    const line = JSON.parse(out) as { text: string; tokens: number }
    expect(line.text).toContain('‹‹‹END·PATIENT·RECORD›››')
    expect(line.tokens).toBe(get_encoding('cl100k_base').encode(line.text, [], []).length)
  })
})

describe('evidenceMark', () => {
  const passage = {
    ...{ rank: 1, score: null, kind: 'note' as const, documentIds: ['note:1'], start: 10, end: 20 },
    ...{ time: null, type: 'note', tokens: 3, text: '' },
  }
  const fact = (relevance: number, start: number | null, end: number | null) => ({
    ...{ instructionId: '1', factId: '1', relevance },
    places: [{ documentId: 'note:1', start, end }],
  })

  it('looks at spans, [start, end), and at the most relevant', () => {
    expect(evidenceMark(passage, [fact(2, 0, 10)])).toBe('')
    expect(evidenceMark(passage, [fact(2, 0, 11)])).toBe('●')
    expect(evidenceMark(passage, [fact(1, 19, 30)])).toBe('○')
    expect(evidenceMark(passage, [fact(1, 19, 30), fact(2, null, null)])).toBe('●')
    expect(evidenceMark(passage, [fact(0, 12, 14)])).toBe('')
    expect(evidenceMark({ ...passage, documentIds: ['note:2'] }, [fact(2, null, null)])).toBe('')
  })

  it('fits 100 columns but for the text of the context, and says below the table why each was ranked', async () => {
    const { cohort, embedder, workspace } = fixtureFolder()
    const inspect = (...more: string[]) =>
      chartsift(
        ...['inspect', cohort, '--embedder', embedder, '--workspace', workspace, '--workers', '1', '--quiet'],
        ...['--instruction', '501', '--budget', '200', ...more],
      )
    for (const strategy of ['bm25', 'sift', 'recent']) {
      const { out } = await inspect('--strategy', strategy, '--versus', 'oldest')
      const tables = out.split('─'.repeat(100)).filter((_, i) => i % 2 === 0)
      expect(
        tables
          .join('')
          .split('\n')
          .filter((line) => line.length > 100),
      ).toEqual([])
    }
    expect((await inspect('--strategy', 'sift')).out).toMatch(/\nwhy, by rank:\n +1 {2}\S/)
    expect((await inspect('--strategy', 'sift', '--wide')).out).toMatch(/│ why +│/)
  })
})
