import { describe, expect, it } from 'vitest'
import { keepAliveMs } from './engine/keep-alive.js'
import {
  answerRoom,
  cutTokens,
  dropMessages,
  type Fitting,
  fitTokens,
  halvedCount,
  servedWindow,
} from './engine/window.js'
import { PERSONALITIES, type Version } from './personality.js'

function fitting(version: Version, own: Partial<Fitting> = {}): Fitting {
  const personality = PERSONALITIES[version]
  const plain = { window: 512, numKeep: 4, truncate: true, shift: true, native: false, misbehaviour: null }
  return { personality, ...plain, ...own }
}

function fitted(tokens: number, how: Fitting): number | string {
  const result = fitTokens(new Array(tokens).fill(9), how)
  return 'error' in result ? result.error.slice(0, 28) : result.length
}

describe('the window of the stand-in', () => {
  it.each([
    [512, 259],
    [4096, 2051],
    [4, 3],
  ])('halves %i to %i as recorded', (window, left) => {
    expect(halvedCount(window)).toBe(left)
  })

  it('is whole, at least 4, and not beyond the training', () => {
    const windows = [undefined, 512.7, 0, -5, 20_000].map((numCtx) => servedWindow(numCtx, 8192))
    expect(windows).toEqual([4096, 512, 4, 4, 8192])
  })

  it('keeps BOS, num_keep tokens and the end', () => {
    expect(cutTokens([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 7, 4)).toEqual([0, 1, 2, 3, 4, 8, 9])
    expect(cutTokens([0, 1, 2, 3, 4, 5], 3, 4)).toEqual([0, 1, 2])
    expect(cutTokens([0, 1, 2, 3, 4, 5], 5, 4)).toEqual([0, 1, 2, 3, 4])
  })

  it.each<[Version, Partial<Fitting>, number, number | string]>([
    ['0.12.5', { truncate: false }, 544, 512],
    ['0.24.0', {}, 544, 512],
    ['0.24.0', { truncate: false }, 512, 512],
    ['0.24.0', { truncate: false }, 513, 'the input length exceeds the'],
    ['0.33.0', {}, 5132, 259],
    ['0.33.0', { truncate: false }, 511, 511],
    ['0.33.0', { truncate: false }, 512, '{"error":{"code":400,"messag'],
    ['0.33.0', { shift: false }, 544, 'the prompt is longer than th'],
    ['0.33.0', { shift: false, native: true }, 544, '{"error":{"code":400,"messag'],
    ['0.33.0', { truncate: false, misbehaviour: 'cut-window' }, 544, 512],
    ['0.12.5', { misbehaviour: 'cut-half' }, 300, 259],
    ['0.24.0', { misbehaviour: 'overstates-window' }, 300, 256],
  ])('on %s with %o reads %i tokens as %s', (version, own, tokens, expected) => {
    expect(fitted(tokens, fitting(version, own))).toBe(expected)
  })

  it('leaves the answer the recorded room where it may not shift', () => {
    const room = (version: Version, shift: boolean) =>
      answerRoom(112, fitting(version, { window: 256, shift }))
    expect([room('0.33.0', false), room('0.24.0', false), room('0.12.5', false)]).toEqual([144, 145, null])
    expect(room('0.33.0', true)).toBeNull()
  })

  it('drops the oldest messages first, never system or the last', () => {
    const messages = ['system', 'user', 'assistant', 'user'].map((role, i) => ({ role, content: String(i) }))
    const kept = (most: number) =>
      dropMessages(messages, (some) => some.length <= most).map(({ content }) => content)
    expect(kept(4)).toEqual(['0', '1', '2', '3'])
    expect(kept(3)).toEqual(['0', '2', '3'])
    expect(kept(0)).toEqual(['0', '3'])
  })

  it('reads keep_alive as Go reads a duration', () => {
    expect(['1m30s', 0, '0', 2, -1, '-1s', undefined].map(keepAliveMs)).toEqual([
      90_000,
      0,
      0,
      2000,
      Number.POSITIVE_INFINITY,
      Number.POSITIVE_INFINITY,
      300_000,
    ])
    expect([keepAliveMs('soon'), keepAliveMs(true)]).toEqual([null, null])
  })
})
