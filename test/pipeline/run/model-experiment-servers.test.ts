import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chartsift, fixtureFolder } from '../../fixtures/command-line.js'
import {
  experimentFolders,
  ollamaSpec,
  startServer,
  summaryOf,
  writeModelExperiment,
} from '../../fixtures/model-experiment.js'
import { TINY } from '../../stand-in/model.js'

describe('the servers of an experiment', () => {
  it('are in report and summary with version, quantization, parameters and size, before and after an upgrade', async () => {
    const place = fixtureFolder()
    const server = await startServer({ version: '0.24.0' })
    const fields = { strategies: '[recent]', generators: `[${ollamaSpec([server.url])}]` }
    const common = ['--workspace', place.workspace, '--workers', '1', '--quiet']
    const run = (more = {}) =>
      chartsift('run', writeModelExperiment(place, [server.url], { ...fields, ...more }), ...common)
    expect((await run()).code).toBe(0)
    const [experiment] = experimentFolders(place.workspace)
    const told = {
      generator: 'ollama:tiny',
      host: server.url,
      model: 'tiny',
      digest: TINY.digest,
      quantization: 'unknown',
      parameterSize: '344K',
      parameterCount: 344_384,
      sizeBytes: 1_440_290,
      trainedContext: 8192,
    }
    expect(summaryOf(experiment!).execution.servers).toEqual([{ ...told, version: '0.24.0' }])
    const report = () => readFileSync(join(experiment!, 'report', 'report.html'), 'utf8')
    const line = (version: string) =>
      `Ollama ${version} at ${server.url}, tiny, 344K (344,384) parameters, quantization unknown, 1.4 MB, trained for 8,192 tokens, digest ${TINY.digest}`
    expect(report()).toContain(line('0.24.0'))
    expect(report()).toContain('version ollama (npm client)')
    await server.close()
    await startServer({ version: '0.33.0', port: server.port })
    // Nothing to ask: what answered is what answered before.
    expect((await run()).code).toBe(0)
    expect(report()).not.toContain('0.33.0')
    expect((await run({ strategies: '[recent, bm25]' })).code).toBe(0)
    const versions = summaryOf(experiment!).execution.servers.map(
      ({ version }: { version: string }) => version,
    )
    expect(versions).toEqual(['0.24.0', '0.33.0'])
    expect(report()).toContain(line('0.24.0'))
    expect(report()).toContain(line('0.33.0'))
  })
})
