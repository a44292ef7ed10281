import { describe, expect, it } from 'vitest'
import { executionSection } from '../../../../eval/report/execution/execution-section.js'
import { seriesStyles } from '../../../../eval/report/page/series-style.js'
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

const BASIS = { patients: 2, level: 0.95, styles: seriesStyles(['recent', 'bm25'], 'recent') }

describe('the server of a generator in a report', () => {
  it.each([
    [{ software: 'vLLM', ...SERVER }, 'vLLM 0.9.1 at http://127.0.0.1:8000, m, 1,000 parameters, '],
    // Stored before there was another kind.
    [SERVER, 'Ollama 0.9.1 at http://127.0.0.1:8000, m, 1,000 parameters, '],
  ])('%j', (server, text) => {
    const { execution } = madeUp().provenance
    expect(executionSection({ ...execution, servers: [server] }, BASIS).body.markup).toContain(text)
  })
})
