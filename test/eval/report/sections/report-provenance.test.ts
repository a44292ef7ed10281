import { describe, expect, it } from 'vitest'
import { provenanceSections } from '../../../../eval/report/sections/report-provenance.js'
import { madeUp } from '../made-up-summary.js'

const SERVER = {
  generator: 'm',
  host: 'http://127.0.0.1:8000',
  version: '0.9.1',
  model: 'm',
  digest: 'abc',
  quantization: null,
  parameterSize: null,
  parameterCount: 1_000,
  sizeBytes: null,
  trainedContext: 4096,
}

describe('the server of a generator in a report', () => {
  it.each([
    [{ software: 'vLLM', ...SERVER }, 'vLLM 0.9.1 at http://127.0.0.1:8000, m, 1,000 parameters, '],
    // Stored before there was another kind.
    [SERVER, 'Ollama 0.9.1 at http://127.0.0.1:8000, m, 1,000 parameters, '],
  ])('%j', (server, text) => {
    const { summary, provenance } = madeUp()
    const sections = provenanceSections(summary, { ...provenance, servers: [server] })
    expect(sections[0]!.body.markup).toContain(text)
  })
})

describe('the parameters of a report', () => {
  it('call an entry an index parameter only if it is one', () => {
    const { summary, provenance } = madeUp()
    const index = {
      chunk: 'sentence',
      embedderHash: 'a1',
      gold: 'qrels.tsv',
      prompt: 'p.txt',
      experiment: 'b2',
    }
    const [section] = provenanceSections(summary, { ...provenance, index })
    const named = [...section!.body.markup.matchAll(/<th scope="row">([^<]*)<\/th>/g)].map(([, name]) => name)
    expect(named).toEqual(
      expect.arrayContaining(['index chunk', 'embedder hash', 'gold evidence', 'prompt', 'experiment hash']),
    )
    expect(named.filter((name) => /^index (?!chunk$)/.test(name!))).toEqual([])
  })
})
