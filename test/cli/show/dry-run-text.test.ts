import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chartsift, fixtureFolder } from '../../fixtures/command-line.js'

async function plan(compare: string): Promise<string> {
  const { folder, cohort, embedder, workspace } = fixtureFolder()
  const path = join(folder, 'p.yaml')
  const index = `{chunk: sentence, windowTokens: 24, embedder: ${embedder}}`
  writeFileSync(
    path,
    `name: p\ncorpus: ${cohort}\nindex: ${index}\nstrategies: [recent, bm25]\nbudgets: [40]\n${compare}`,
  )
  const { out } = await chartsift('run', path, '--workspace', workspace, '--workers', '1', '--dry-run')
  return out
}

describe('the plan of an experiment', () => {
  it('says beforehand what a comparison could show, and under which assumptions', async () => {
    // Two patients: one degree of freedom, with which no difference of 0 to 1 is found.
    expect(await plan('compare: {baseline: recent}\n')).toMatch(
      /\ndetectable difference: none, however large, with 80% power at the 5% level, assuming paired differences with a standard deviation of 40 points and an intraclass correlation of 0\.1 within a patient\n/,
    )
  })

  it('says nothing of it where nothing is compared', async () => {
    expect(await plan('')).not.toContain('detectable')
  })

  it('separates thousands', async () => {
    const { folder, cohort, embedder, workspace } = fixtureFolder()
    const path = join(folder, 'p.yaml')
    const index = `{chunk: sentence, windowTokens: 24, embedder: ${embedder}}`
    const budgets = Array.from({ length: 150 }, (_, i) => i + 40).join(', ')
    writeFileSync(
      path,
      `name: p\ncorpus: ${cohort}\nindex: ${index}\nstrategies: [bm25]\nbudgets: [${budgets}]\nmeasures: [chrf, token-f1]\n`,
    )
    const { out } = await chartsift('run', path, '--workspace', workspace, '--workers', '1', '--dry-run')
    // 7 instructions.
    expect(out).toContain('1 strategy x 150 budgets: 1,050 contexts\nextractive: 1,050 responses\n')
    expect(out).toContain('2 measures: 2,100 values\n')
  })
})
