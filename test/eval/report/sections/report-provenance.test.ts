import { describe, expect, it } from 'vitest'
import { provenanceSections } from '../../../../eval/report/sections/report-provenance.js'
import { madeUp } from '../made-up-summary.js'

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
