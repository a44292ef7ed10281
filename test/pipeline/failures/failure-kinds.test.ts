import { describe, expect, it } from 'vitest'
import { failureLines } from '../../../pipeline/failures/failure-kinds.js'
import { isFinal } from '../../../pipeline/failures/final-failure.js'

const tooLong = (tokens: number) =>
  `prompt-too-long: a prompt of ${tokens} tokens and 64 for the answer exceed the window of 512`

describe('failureLines', () => {
  it('groups what differs in numbers only, the most frequent kind first', () => {
    expect(
      failureLines([
        { reason: 'deadline: no answer within 900000 ms', count: 1 },
        { reason: tooLong(600), count: 4 },
        { reason: tooLong(700), count: 8 },
        { reason: tooLong(800), count: 1 },
        { reason: 'answer-cut: the answer was cut at 64 tokens', count: 2 },
        { reason: 'window-full: the window of 512 tokens ended the answer after 10', count: 1 },
        { reason: 'window-full: the window of 512 tokens ended the answer after 11', count: 1 },
      ]),
    ).toEqual([
      `13 responses: prompt-too-long: 13 prompts exceed the window, such as: ${tooLong(700).slice('prompt-too-long: '.length)}`,
      '2 responses: answer-cut: the answer was cut at 64 tokens',
      '2 responses: window-full: 2 answers were ended by the window, such as: the window of 512 tokens ended the answer after 10',
      '1 response: deadline: no answer within 900000 ms',
    ])
  })

  it('keeps apart who failed: judges, and the models of strategies', () => {
    expect(
      failureLines([
        { reason: `judge ollama:a: ${tooLong(600)}`, count: 1 },
        { reason: `judge ollama:b: ${tooLong(700)}`, count: 1 },
        { reason: `the strategy's model: ${tooLong(800)}`, count: 2 },
        { reason: "the strategy's model: server-error: HTTP 500, a", count: 1 },
        { reason: "the strategy's model: server-error: HTTP 500, b", count: 1 },
      ]),
    ).toEqual([
      expect.stringMatching(
        /^2 responses: the strategy's model: prompt-too-long: 2 prompts exceed the window, such as: /,
      ),
      "2 responses: the strategy's model: server-error: 2 calls ended with an error of the server, such as: HTTP 500, a",
      expect.stringMatching(
        /^1 response: judge ollama:a: prompt-too-long: a prompt exceeds the window, such as: /,
      ),
      expect.stringMatching(/^1 response: judge ollama:b: prompt-too-long: /),
    ])
  })

  it('groups reasons without a code by their words', () => {
    expect(
      failureLines([
        { reason: 'the record has 1,200 entries', count: 1 },
        { reason: 'the record has 31 entries', count: 2 },
        { reason: 'not generated', count: 7 },
      ]),
    ).toEqual(['7 responses: not generated', '3 responses: the record has 31 entries, and 1 like it'])
    expect(failureLines([])).toEqual([])
  })
})

describe('isFinal', () => {
  it('is true of a prompt over the window alone, whoever asked it', () => {
    expect([tooLong(600), `the strategy's model: ${tooLong(600)}`].map(isFinal)).toEqual([true, true])
    const others = [
      'deadline: x',
      'answer-cut: the prompt-too-long',
      'server-error: prompt-too-long',
      'not generated',
    ]
    expect(others.map(isFinal)).toEqual([false, false, false, false])
  })
})
