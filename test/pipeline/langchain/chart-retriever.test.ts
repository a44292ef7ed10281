import type { Document } from '@langchain/core/documents'
import { BaseRetriever } from '@langchain/core/retrievers'
import { RunnableLambda, RunnableSequence } from '@langchain/core/runnables'
import { describe, expect, it } from 'vitest'
import { openEmbedder } from '../../../generators/kinds/open-embedder.js'
import type { ChartMetadata } from '../../../pipeline/langchain/chart-document.js'
import { openCharts, openEmbeddings } from '../../../pipeline/langchain/open-charts.js'
import { OFFLINE_STRATEGY_NAMES } from '../../../pipeline/select/registry/strategy-rows.js'
import { chartsift, fixtureFolder } from '../../fixtures/command-line.js'

const QUESTION = 'Why was metformin stopped?'

async function fixtureCharts() {
  const { cohort, workspace, embedder } = fixtureFolder()
  const charts = await openCharts({ corpus: cohort, workspace, index: { embedder }, counter: 'cl100k' })
  return { charts, cohort, workspace, embedder }
}

describe('ChartRetriever', () => {
  it('gives the passages that chartsift select gives, each with its place', async () => {
    const { charts, cohort, workspace, embedder } = await fixtureCharts()
    const retriever = charts.chart('9001', null).retriever('bm25', 60)
    expect(retriever).toBeInstanceOf(BaseRetriever)
    const documents = await retriever.invoke(QUESTION)
    const { out } = await chartsift(
      ...['select', cohort, '--workspace', workspace, '--embedder', embedder, '--quiet'],
      ...['--strategies', 'bm25', '--budgets', '60', '--instructions', '503'],
    )
    const line = JSON.parse(out.split('\n')[0]!) as { passages: { start: number; end: number }[] }
    expect(
      documents.map(({ metadata }) => metadata.kind !== 'raw' && [metadata.start, metadata.end]),
    ).toEqual(line.passages.toSorted(byRank).map(({ start, end }) => [start, end]))
    const [best] = documents
    expect(best!.pageContent).toContain('Metformin was stopped because of diarrhoea.')
    expect(best!.metadata).toMatchObject({
      ...{ patientId: '9001', kind: 'note', documentIds: ['note:14'], start: 0, type: 'discharge summary' },
      ...{ rank: 1, label: expect.any(Number), score: expect.any(Number) },
    })
    const { text, tokens } = await retriever.context(QUESTION)
    for (const { pageContent } of documents) expect(text).toContain(pageContent)
    expect(tokens).toBeLessThanOrEqual(60)
  })

  it('works in a chain, one question at a time and several at once', async () => {
    const { charts } = await fixtureCharts()
    const retriever = charts.chart('9001', null).retriever('sift', 200)
    const show = RunnableLambda.from((documents: Document[]) =>
      documents.map((one) => one.pageContent).join('\n'),
    )
    const chain = RunnableSequence.from<string, string>([retriever, show])
    const questions = [QUESTION, 'Does the patient use a walking aid?']
    const batch = await chain.batch(questions)
    expect(batch).toEqual([await chain.invoke(questions[0]!), await chain.invoke(questions[1]!)])
    expect(batch[0]).toContain('Metformin was stopped')
    expect(batch[1]).toContain('walks with a stick')
  })

  it('takes every strategy, and says why where one cannot fill the budget', async () => {
    const { charts } = await fixtureCharts()
    const chart = charts.chart('9001', null)
    for (const name of [...OFFLINE_STRATEGY_NAMES, 'hybrid+mmr']) {
      const documents = chart.retriever(name, 80).invoke(QUESTION)
      if (name === 'full') await expect(documents).rejects.toThrow('does not fit the budget')
      else expect((await documents).length > 0, name).toBe(name !== 'none')
    }
    const [raw] = await chart.retriever('recent-tokens', 80).invoke(QUESTION)
    expect(raw!.metadata).toMatchObject({ kind: 'raw', patientId: '9001' })
    await expect(charts.chart('9001', null).retriever('full', 10_000).invoke(QUESTION)).resolves.not.toEqual(
      [],
    )
  })

  it('shows nothing after the as-of time, a date being all of its day', async () => {
    const { charts } = await fixtureCharts()
    const chart = charts.chart('9001', '2020-03-01')
    const documents = [...chart.documents(), ...(await chart.retriever('full', 10_000).invoke(QUESTION))]
    const times = documents.map(({ metadata }) => (metadata as ChartMetadata).time)
    expect(times.length).toBeGreaterThan(5)
    expect(times.filter((time) => time === null || time > '2020-03-01 23:59:59')).toEqual([])
  })

  it('refuses what it cannot use', async () => {
    const { charts, cohort, workspace } = await fixtureCharts()
    expect(() => charts.chart('9999', null)).toThrow('no record of patient 9999')
    expect(() => charts.chart('9001', 'soon')).toThrow("expected a time or a date, found 'soon'")
    const chart = charts.chart('9001', null)
    expect(() => chart.retriever('bm52', 100)).toThrow("unknown strategy 'bm52'")
    expect(() => chart.retriever('bm25+rerank', 100)).toThrow('needs a cross-encoder')
    expect(() => chart.retriever('bm25', 0)).toThrow('at least 1 token')
    const wrong = openCharts({
      corpus: cohort,
      workspace,
      index: { chunk: 'page' as 'tokens' },
      counter: 'cl100k',
    })
    await expect(wrong).rejects.toThrow('chunk')
  })
})

describe('ChartEmbeddings', () => {
  it('gives the vectors of our embedder, of a text longer than it reads too', async () => {
    const { charts, embedder: folder } = await fixtureCharts()
    const embedder = await openEmbedder(folder)
    const texts = ['glucose', QUESTION, '']
    for (const embeddings of [charts.embeddings, await openEmbeddings(folder)]) {
      const documents = await embeddings.embedDocuments(texts)
      expect(documents).toEqual((await embedder.embed(texts, 'passage')).map((vector) => [...vector]))
      const [query] = await embedder.embed([QUESTION], 'query')
      expect(await embeddings.embedQuery(QUESTION)).toEqual([...query!])
    }
  })
})

function byRank(a: object, b: object): number {
  return (a as { rank: number }).rank - (b as { rank: number }).rank
}
