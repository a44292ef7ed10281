import { afterEach, describe, expect, it } from 'vitest'
import {
  ableAnswer,
  chats,
  endAll,
  forgetful,
  open,
  startProxy,
  startServer,
  withoutVocabulary,
} from '../stand-in-servers.js'

afterEach(endAll)

/** Requests that plant a word: they alone ask for 48 tokens. */
function planted(server: Parameters<typeof chats>[0]): number {
  return chats(server).filter(({ body }) => body.options.num_predict === 48).length
}

describe('a planted word that is lost', () => {
  it.each([[[0]], [[0, 50]], [[50]], [[100]]])(
    'at %j %% of prompts that are counted exactly: a note about the model',
    async (lost) => {
      const server = await startServer({ answer: forgetful(lost) })
      const model = await open({ hosts: [server] })
      const where = lost.map((depth) => `${depth}%`).join(' and ')
      expect(model.told).toEqual([
        expect.stringContaining(
          `repeats a word from all depths but ${where} of a full prompt: it reads all of it`,
        ),
      ])
      expect(model.notes).toEqual(model.told)
      expect(planted(server)).toBe(3)
    },
  )

  it('from no depth, with exact counts: a note too', async () => {
    const model = await open({ hosts: [await startServer({ answer: forgetful([0, 50, 100]) })] })
    expect(model.told).toEqual([expect.stringMatching(/repeats a word from no depth of a full prompt/)])
  })

  it('without counts: is looked for again with other words, and refused only if it stays lost', async () => {
    let calls = 0
    const atRandom = await startServer({
      answer: (asked) => {
        const isPlanted = asked.body.options?.num_predict === 48
        // Lost in the first and the third of the full prompts.
        if (isPlanted) calls++
        return isPlanted && (calls === 1 || calls === 3) ? 'I do not know.' : ableAnswer(asked)
      },
    })
    const model = await open({ hosts: [await startProxy(atRandom, withoutVocabulary)] })
    expect(model.tokens).toBeNull()
    // 0% twice, 50% twice, 100% once.
    expect(planted(atRandom)).toBe(5)

    const always = await startServer({ answer: forgetful([50]) })
    await expect(open({ hosts: [await startProxy(always, withoutVocabulary)] })).rejects.toThrow(
      /but it lost the word at 50% in 3 tries, and there is no tokenizer to count with: its window of 512 tokens may not be read in full/,
    )
    const nowhere = await startServer({ answer: forgetful([0, 50, 100]) })
    await expect(open({ hosts: [await startProxy(nowhere, withoutVocabulary)] })).rejects.toThrow(
      /but it found the word at no depth, and there is no tokenizer to count with: it cannot be shown that prompts are read/,
    )
  })
})
