import { describe, expect, it } from 'vitest'
import { chartsift, fixtureFolder } from '../../fixtures/command-line.js'
import {
  ANSWER_TOKENS,
  answersAsked,
  echo,
  experimentFolders,
  ollamaSpec,
  query,
  startServer,
  writeModelExperiment,
} from '../../fixtures/model-experiment.js'
import type { StandInOptions } from '../../stand-in/options.js'

/** 7 instructions, one strategy, one budget. */
async function place(options: Partial<StandInOptions> = {}, fields: Record<string, string> = {}) {
  const folder = fixtureFolder()
  const server = await startServer(options)
  const path = writeModelExperiment(folder, [server.url], {
    generators: `[${ollamaSpec([server.url], ', parallel: 1')}]`,
    strategies: '[bm25]',
    budgets: '[150]',
    measures: '[token-f1]',
    ...fields,
  })
  const run = (...more: string[]) =>
    chartsift('run', path, '--workspace', folder.workspace, '--workers', '1', '--quiet', ...more)
  return { ...folder, server, path, run }
}

describe('a model that is replaced during a run', () => {
  it('stops it at once, keeps what is done, and says how to go on', async () => {
    let isReplaced = false
    const { server, run, workspace } = await place({
      answer: (request) => {
        if (request.body.options.num_predict === ANSWER_TOKENS && answersAsked(server).length === 3)
          isReplaced = true
        return echo(request)
      },
      misbehave: ({ path }) => (isReplaced && path === '/api/tags' ? 'other-digest' : null),
    })
    const stopped = await run()
    expect(stopped.code).toBe(2)
    expect(stopped.err).toMatch(
      /^chartsift: the model was replaced during the run: http:\S+ serves [0-9a-f]{12} as tiny, not [0-9a-f]{12}; finished work is kept: restore the former tiny and run the same command to resume, or run it with the new model to answer everything again\n$/,
    )
    const stored = () => query(experimentFolders(workspace)[0]!, 'SELECT text FROM responses')
    const done = stored().length
    // At once: no call for each of the others.
    expect(answersAsked(server).length).toBeLessThan(7)
    expect(stored().every(({ text }) => text !== null)).toBe(true)
    isReplaced = false
    expect((await run()).code).toBe(0)
    expect([done < 7, stored().length]).toEqual([true, 7])
  })
})

/** Budgets in characters divided by four; the server's tokens are about twice as many, so some prompts exceed its window. */
async function narrow(fields: Record<string, string> = {}) {
  let isEmpty = true
  const made = await place(
    {
      misbehave: ({ path, body }) => {
        // The request that loads the model has no message.
        const isAnswer =
          path === '/api/chat' && body.messages.length === 1 && body.options.num_predict === ANSWER_TOKENS
        if (!isAnswer || !isEmpty) return null
        isEmpty = false
        return 'empty-answer'
      },
    },
    { counter: 'approx', ...fields },
  )
  const spec = ollamaSpec([made.server.url], ', parallel: 1').replace('4096', '600')
  const path = writeModelExperiment(made, [made.server.url], {
    generators: `[${spec}]`,
    strategies: '[bm25]',
    budgets: '[150]',
    measures: '[token-f1]',
    counter: 'approx',
    ...fields,
  })
  const run = (...more: string[]) =>
    chartsift('run', path, '--workspace', made.workspace, '--workers', '1', ...more)
  return { ...made, path, run }
}

/** The lines on stderr that tell what failed. */
function failed(err: string): string[] {
  return err.split('\n').filter((line) => /^(?:failed|within|beyond)/.test(line))
}

describe('prompts that exceed the window', () => {
  it('are one line, and are not asked again by --resume', async () => {
    const { server, run, workspace } = await narrow()
    const first = await run()
    const [experiment] = experimentFolders(workspace)
    const reasons = query(experiment!, 'SELECT reason FROM responses').map(({ reason }) => String(reason))
    const over = reasons.filter((reason) => reason.startsWith('prompt-too-long: ')).length
    expect(new Set(reasons.filter((reason) => reason.startsWith('prompt-too-long: '))).size).toBeGreaterThan(
      1,
    )
    expect([over > 1, over < 7]).toEqual([true, true])
    expect([first.code, failed(first.err)]).toEqual([
      1,
      [
        expect.stringMatching(
          new RegExp(
            `^failed: ${over} responses: prompt-too-long: ${over} prompts exceed the window, such as: a prompt of`,
          ),
        ),
        expect.stringMatching(/^failed: 1 response: empty-answer: /),
      ],
    ])
    const before = answersAsked(server).length
    expect(before).toBe(7 - over)
    const again = await run('--resume')
    expect(answersAsked(server).length - before).toBe(1)
    expect(again.err).toContain('generate (ollama:tiny): 1 to do, 6 of 7 were done before\n')
    expect([again.code, failed(again.err)]).toEqual([1, [failed(first.err)[0]]])
    // A prompt that is too long stays too long.
    expect(again.err).not.toContain('--resume')
  })
})

describe('a tolerance for failures', () => {
  it('decides the exit code, by the command or the file, and is summed up', async () => {
    const { run, workspace } = await narrow()
    await run()
    const [{ count }] = query(
      experimentFolders(workspace)[0]!,
      'SELECT count(*) AS count FROM responses WHERE reason IS NOT NULL',
    )
    const declared = async (text: string) => {
      const { code, err } = await run('--max-failed', text)
      return [code, failed(err).at(-1)]
    }
    const share = (100 * count) / 7
    expect(await declared('1%')).toEqual([
      1,
      expect.stringMatching(new RegExp(`^beyond the tolerance of 1%: ${count} of 7 answers failed \\(`)),
    ])
    expect(await declared(`${Math.ceil(share)}%`)).toEqual([
      0,
      expect.stringMatching(/^within the tolerance of /),
    ])
    expect(await declared(String(count))).toEqual([
      0,
      expect.stringContaining(`${count} of 7 answers failed`),
    ])
    expect((await declared(String(count - 1)))[0]).toBe(1)
    expect((await run('--max-failed', 'few')).code).toBe(2)
  })

  it('is in the file, and a wrong one is reported with its line', async () => {
    const { run, path, workspace } = await narrow({ maxFailed: '100%' })
    const { code, err } = await run()
    expect([code, failed(err).at(-1)]).toEqual([0, expect.stringMatching(/^within the tolerance of 100%: /)])
    const common = ['--workspace', workspace]
    for (const argv of [
      ['report', path, ...common],
      ['export', path, '--format', 'csv', ...common],
    ]) {
      const later = await chartsift(...argv)
      expect([later.code, failed(later.err).at(-1)]).toEqual([0, failed(err).at(-1)])
    }
    const wrong = await narrow({ maxFailed: 'some' })
    expect((await wrong.run()).err).toMatch(
      /maxFailed: expected a percentage from 0% to 100%, such as '1%', or a whole number of items/,
    )
  })
})
