import { describe, expect, it } from 'vitest'
import { ProblemTally } from '../../corpus/problem.js'

describe('ProblemTally', () => {
  it('counts by kind, keeps the first place of each, and lists them by name', () => {
    const one = new ProblemTally()
    one.add('b', 'x.xml:3')
    one.add('a', 'x.xml:9', 2)
    one.add('b', 'x.xml:4')
    const all = new ProblemTally()
    all.add('a', 'w.xml:1')
    all.merge(one.list())
    expect(all.list()).toEqual([
      { kind: 'a', count: 3, first: 'w.xml:1' },
      { kind: 'b', count: 2, first: 'x.xml:3' },
    ])
  })
})
