import { describe, expect, it } from 'vitest'
import { listingText } from '../../../../cli/show/lists/listing.js'
import { nextSteps } from '../../../../cli/show/lists/next-steps.js'
import { measures } from '../../../../eval/measures/measure-registry.js'
import { MODIFIER_NAMES } from '../../../../pipeline/select/registry/modifier-rows.js'
import { STRATEGY_NAMES } from '../../../../pipeline/select/registry/strategy-rows.js'
import { chartsift, fixtureFolder } from '../../../fixtures/command-line.js'

type Listed = { readonly title: string; readonly entries: readonly { readonly name: string }[] }[]

async function listed(...argv: string[]): Promise<string[]> {
  const { code, out } = await chartsift('list', ...argv, '--json')
  expect(code).toBe(0)
  return (JSON.parse(out) as Listed).flatMap(({ entries }) => entries.map(({ name }) => name))
}

describe('chartsift list', () => {
  it('names every strategy, modifier and measure', async () => {
    expect((await listed('strategies')).sort()).toEqual([...STRATEGY_NAMES].sort())
    expect((await listed('modifiers')).map((name) => name.replace('[=N]', ''))).toEqual(MODIFIER_NAMES)
    expect(await listed('measures')).toEqual(
      expect.arrayContaining([...Object.keys(measures), 'rougeL.f1', 'bertscore.f1', 'nDCG@10']),
    )
  })

  it.each(['strategies', 'modifiers', 'measures'])(
    '%s: a sentence each, within 100 columns',
    async (what) => {
      const { code, out } = await chartsift('list', what)
      expect(code).toBe(0)
      expect(out.split('\n').filter((line) => line.length > 100)).toEqual([])
      expect(out).toMatch(/^ {2}[a-z][\w[\]=-]* {2,}[A-Zs1].*/m)
    },
  )

  it('names the instructions of a corpus from its tables', async () => {
    const { cohort } = fixtureFolder()
    const { code, out } = await chartsift('list', 'instructions', cohort)
    expect(code).toBe(0)
    expect(out).toMatch(/^patient 9001\n {2}501 {2}/m)
    const missing = await chartsift('list', 'instructions')
    expect(missing).toMatchObject({
      code: 2,
      err: expect.stringContaining('chartsift list instructions CORPUS'),
    })
  })

  it('names the experiments of a workspace, or says that there are none', async () => {
    const { workspace } = fixtureFolder()
    expect(await chartsift('list', 'experiments', '--workspace', workspace)).toMatchObject({
      code: 0,
      out: `experiments in ${workspace}: none\n`,
    })
  })

  it('refuses what it cannot list', async () => {
    expect((await chartsift('list', 'wombats')).err).toContain('strategies, measures, modifiers')
    expect((await chartsift('list', 'strategies', 'folder')).code).toBe(2)
  })
})

describe('listingText', () => {
  it('shows aliases, and puts the sentence of a long name below it', () => {
    const long = 'a-name-that-is-longer-than-most-names'
    const entries = [
      { name: 'f1', text: 'Both.', aliases: ['f-1', 'F1'] },
      { name: long, text: 'Long.' },
      { name: 'x', text: null },
      { name: 'y', text: null },
    ]
    expect(listingText([{ title: 't', entries }])).toBe(
      `t\n${'  f1'.padEnd(30)}Both. (also: f-1, F1)\n  ${long}\n${' '.repeat(30)}Long.\n  x, y\n`,
    )
  })
})

describe('nextSteps', () => {
  const place = {
    corpus: 'my charts',
    workspace: 'w',
    ehrs: null,
    folder: `${process.cwd()}/w/corpora/0a`,
    instructionId: '7',
  }

  it('gives commands that a shell takes as they are', () => {
    expect(nextSteps(place)).toBe(
      `written to w/corpora/0a
next: chartsift inspect 'my charts' --instruction 7 --strategy hybrid --budget 1000 --workspace w
  or: chartsift init 'my charts' --workspace w
`,
    )
    expect(nextSteps({ ...place, corpus: 'c', workspace: '.chartsift', instructionId: null })).toContain(
      '\nnext: chartsift init c\n',
    )
  })

  it('follows an index, but not as JSON or quietly', async () => {
    const { cohort, workspace, embedder } = fixtureFolder()
    const index = ['index', cohort, '--workspace', workspace, '--embedder', embedder, '--workers', '1']
    const { out, err } = await chartsift(...index)
    expect(out).not.toContain('next:')
    expect(err).toMatch(/^written to .*\/corpora\/[0-9a-f]{16}$/m)
    expect(err).toMatch(
      new RegExp(`^next: chartsift inspect ${cohort} --instruction \\d+ .* --workspace ${workspace}$`, 'm'),
    )
    expect((await chartsift(...index, '--quiet')).err).toBe('')
    expect((await chartsift(...index, '--json')).err).not.toContain('next:')
  })
})
