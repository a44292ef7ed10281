import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeSyntheticCohort } from '../../synthetic/write/write-cohort.js'
import { chartsift, temporaryFolder } from '../fixtures/command-line.js'
import { answersAsked, echo, startServer } from '../fixtures/model-experiment.js'

const root = join(import.meta.dirname, '..', '..')
const SCRIPT = join(root, 'packaging', 'fill-experiment.js')

/** What the Makefile makes of an experiment of the demo. */
function demoFile(name: 'demo' | 'demo-small', workspace: string, ...more: string[]): string {
  const common = [join(root, 'experiments', `${name}.yaml`), '--corpus', join(workspace, `${name}-cohort`)]
  return execFileSync(process.execPath, [SCRIPT, ...common, '--window', '4096', ...more], {
    encoding: 'utf8',
  })
}

describe("the demo's experiment", () => {
  it('asks a model within ten minutes of a CPU, and says beforehand how long', async () => {
    const workspace = temporaryFolder()
    // What the Makefile makes of it: four patients, two instructions each.
    const counts = await writeSyntheticCohort({
      patients: 4,
      instructions: 2,
      seed: 7,
      out: join(workspace, 'demo-small-cohort'),
    })
    expect(counts.instructions).toBe(8)
    const server = await startServer({ answer: echo })
    const path = join(workspace, 'demo-small.yaml')
    writeFileSync(path, demoFile('demo-small', workspace, '--host', server.url, '--model', 'tiny'))
    const common = ['--workspace', join(workspace, 'w'), '--workers', '1']
    const { code, out } = await chartsift('run', path, '--dry-run', ...common)
    expect(code).toBe(0)
    const [, calls, prompt, answer, minutes] =
      /ollama:tiny: (\d+) calls at most, ([\d,]+) prompt tokens and ([\d,]+) answer tokens at most; .*about (\d+) min/.exec(
        out,
      )!
    // 8 instructions: 2 strategies x 2 budgets, and a closed book, which is the same for both.
    expect(Number(calls)).toBe(40)
    // Measured for 135 million parameters on one thread: 60 to 155 tokens read and 36 to 58 written a second.
    const tokens = [prompt, answer].map((text) => Number(text!.replaceAll(',', ''))) as [number, number]
    const trial = 3 * 2048
    expect((tokens[0] + trial) / 60 + tokens[1] / 36).toBeLessThan(600)
    expect(Number(minutes)).toBeLessThanOrEqual(10)
    expect(server.requests).toEqual([])

    const ran = await chartsift('run', path, ...common, '--quiet')
    expect([ran.code, ran.err]).toEqual([0, ''])
    expect(ran.out).toContain('ollama:tiny')
    const bodies = server.requests.flatMap(({ path, body }) => (path === '/api/chat' ? [body] : []))
    expect(Math.max(...bodies.map(({ options }) => options.num_ctx))).toBeLessThanOrEqual(4096)
    expect(answersAsked(server)).toEqual([])
  })

  it('keeps its window at 4,096 tokens at most, whatever is asked for', () => {
    const full = demoFile('demo', 'w', '--model', 'tiny', '--max-failed', '50%')
    for (const [file, count] of [
      [demoFile('demo', 'w'), 0],
      [demoFile('demo-small', 'w', '--model', 'tiny'), 1],
      [full, 1],
    ] as const) {
      const windows = [...file.matchAll(/ window: (\d+)/g)].map(([, window]) => Number(window))
      expect(windows.length).toBe(count)
      expect(windows.every((window) => window <= 4096)).toBe(true)
    }
    expect(full).toMatch(/sift, oracle, .*\{full: window\}\]/)
    expect(full).toContain('maxFailed: 50%\n')
    expect(demoFile('demo', 'w')).toMatch(/generators: \[extractive\]\n/)
  })
})
