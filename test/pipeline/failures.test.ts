import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chartsift, fixtureFolder } from '../fixtures/command-line.js'

describe('failed items', () => {
  it('are listed by every command that goes on without them, --quiet or not, with exit code 1', async () => {
    const { folder, cohort, embedder, workspace } = fixtureFolder()
    writeFileSync(join(cohort, 'ehrs', '9101.xml'), '<html/>')
    const path = join(folder, 'e.yaml')
    writeFileSync(
      path,
      `name: e\ncorpus: ${cohort}\nindex: {embedder: ${embedder}}\nstrategies: [bm25]\nbudgets: [60]\n`,
    )
    const common = ['--workspace', workspace, '--workers', '1', '--quiet']
    const ask = ['--instruction', '501', '--strategy', 'bm25', '--budget', '60']
    for (const argv of [
      ['run', path],
      ['report', path],
      ['select', cohort, '--embedder', embedder, '--strategies', 'bm25', '--budgets', '60'],
      ['inspect', cohort, '--embedder', embedder, ...ask],
    ]) {
      const { code, out, err } = await chartsift(...argv, ...common)
      expect(err, argv[0]).toMatch(/^failed: patient 9101: 9101\.xml:1: .*\n$/)
      expect(out, argv[0]).not.toBe('')
      expect(code, argv[0]).toBe(1)
    }
  })
})
