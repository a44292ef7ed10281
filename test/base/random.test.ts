import { describe, expect, it } from 'vitest'
import {
  hashStream,
  mulberry32,
  seededFill,
  seededRandom,
  sfc32,
  shuffle,
  xoshiro128,
} from '../../base/random.js'

describe('the uniform generators', () => {
  it.each([
    [
      'sfc32',
      sfc32('7/0/chart'),
      [
        0.6378935119137168, 0.5118286584038287, 0.34142936556600034, 0.5390379666350782, 0.037529909051954746,
        0.8802496532443911, 0.02466812077909708, 0.9253749111667275, 0.9352672398090363,
      ],
    ],
    [
      'mulberry32',
      mulberry32(7),
      [
        0.011704753153026104, 0.06195825757458806, 0.97690763277933, 0.6990287057124078, 0.5214452685322613,
        0.4055216880515218, 0.4662326325196773, 0.23992518591694534, 0.5533256039489061,
      ],
    ],
    [
      'hashStream',
      hashStream('7|patient|1'),
      [
        0.5994451744481921, 0.1032423130236566, 0.5260100576560944, 0.24949110462330282, 0.5846111786086112,
        0.6658354138489813, 0.8941720360890031, 0.2805255148559809, 0.5620306986384094,
      ],
    ],
  ] as const)('%s draws what its seed has always drawn', (_name, next, drawn) => {
    expect(Array.from({ length: 9 }, next)).toEqual(drawn)
  })
})

describe('seededRandom', () => {
  it('has the words of the reference generator', () => {
    // xoshiro128starstar.c (Blackman, Vigna) with s = {1, 2, 3, 4}
    const next = xoshiro128([1, 2, 3, 4])
    expect(Array.from({ length: 8 }, next)).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849,
    ])
  })

  it('draws what its seed has always drawn', () => {
    const below = seededRandom(7)
    expect(Array.from({ length: 9 }, () => below(1000))).toEqual([603, 892, 120, 890, 55, 466, 690, 998, 451])
  })

  it('is even: 60,000 throws of a die stay within five standard deviations', () => {
    const below = seededRandom(3)
    const counts = [0, 0, 0, 0, 0, 0]
    for (let i = 0; i < 60_000; i += 1) counts[below(6)]! += 1
    // sqrt(60000 * 1/6 * 5/6) = 91.3
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(457)
  })
})

describe('seededFill', () => {
  // 2^31 + 1 throws away almost every second word; the last divisors leave quotients next to whole numbers.
  it.each([1, 2, 3, 7, 276, 1000, 65_535, 2 ** 31 + 1, 2 ** 32 - 1, 2 ** 32])(
    'draws below %s what seededRandom draws, over several lists',
    (n) => {
      const below = seededRandom(11)
      const fill = seededFill(11)
      for (const length of [1, 500, 0, 4500]) {
        const list = new Uint32Array(length)
        fill(list, n)
        expect([...list]).toEqual(Array.from({ length }, () => below(n)))
      }
    },
  )
})

describe('shuffle', () => {
  it('reorders in place and loses nothing', () => {
    const values = [1, 2, 3, 4, 5, 6]
    expect(shuffle(values, mulberry32(7))).toBe(values)
    expect(values).toEqual([5, 2, 3, 4, 6, 1])
  })
})
